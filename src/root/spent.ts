import {closeSync, openSync, readdirSync, rmSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {folderOf} from '../events/own-place.ts'
import {syncFolder} from '../events/sync-folder.ts'

/** Longer than a seal is good for (mcp/seal.ts), also for a clock that was set back a little. Milliseconds. */
const keptMs = 60 * 60_000

/** True the first time that this is asked of `id`, for all processes that share the folder and across their ends. Throws where that cannot be kept. */
export function spend(folder: string, id: string): boolean {
  folderOf(folder)
  sweep(folder)
  try {
    closeSync(openSync(join(folder, id), 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
  // A machine that loses its power does not forget it.
  syncFolder(folder)
  return true
}

function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    const age = Date.now() - (statSync(file, {throwIfNoEntry: false})?.mtimeMs ?? 0)
    if (age > keptMs) rmSync(file, {force: true})
  }
}
