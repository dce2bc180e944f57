import {readdirSync, readFileSync, rmSync, statSync} from 'node:fs'
import {join} from 'node:path'
import type {Paths} from '../../config/paths.ts'
import {alone, replaceFile} from '../../config/update-file.ts'
import {makeFolders} from '../../events/make-folders.ts'
import {planDigest} from './digest.ts'
import type {Change} from './manager.ts'

const kept = 50

/** Remembers a set by its digest, so that it can be said what has changed since. The newest stay. */
export async function rememberPlan(paths: Paths, plan: string, changes: readonly Change[]): Promise<void> {
  const folder = folderOf(paths)
  makeFolders(folder)
  await alone(join(folder, 'plans'), () => {
    replaceFile(join(folder, `${plan}.json`), JSON.stringify(changes))
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
    const aged = files.map((file) => ({file, at: statSync(join(folder, file)).mtimeMs}))
    for (const {file} of aged.toSorted((a, b) => a.at - b.at).slice(0, -kept)) rmSync(join(folder, file))
  })
}

/** The set that a digest names, where it was planned here and is remembered. `plan` has passed the input schema. */
export function recallPlan(paths: Paths, manager: string, plan: string): readonly Change[] | undefined {
  try {
    const changes = JSON.parse(
      readFileSync(join(folderOf(paths), `${plan}.json`), 'utf8'),
    ) as readonly Change[]
    return planDigest(manager, changes) === plan ? changes : undefined
  } catch {
    return undefined
  }
}

const folderOf = ({state}: Paths) => join(state, 'system_update', 'plans')
