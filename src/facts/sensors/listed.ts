import {readdir} from 'node:fs/promises'
import {isMissing} from '../machine.ts'

/** The names in a folder in numeric order (`temp2` before `temp10`); none where there is no such folder. */
export async function listed(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    if (isMissing(cause)) return []
    throw cause
  })
  return names.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
}
