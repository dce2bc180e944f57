import {existsSync, mkdtempSync, readdirSync, renameSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {makeFolders} from '../../events/make-folders.ts'
import {isLeft, ownerName} from '../../events/owner-name.ts'

/** A folder of this process's alone, on the disk of the store, and the way to be rid of it with all that is in it. */
export type Staging = {readonly dir: string; readonly remove: () => void}

/** Makes one (0700). What processes that are dead left of theirs is removed first. */
export function openStaging(store: string): Staging {
  makeFolders(rootOf(store))
  clearLeft(store)
  const dir = mkdtempSync(join(rootOf(store), ownerName()))
  return {dir, remove: () => remove(dir)}
}

/** Removes what processes that are dead left of their folders. */
export function clearLeft(store: string): void {
  const root = rootOf(store)
  if (!existsSync(root)) return
  for (const left of readdirSync(root).filter((name) => isLeft(name) !== false)) remove(join(root, left))
}

/** Takes a folder of the store away in one step for whoever looks; nothing is left of it. */
export function discard(store: string, dir: string): void {
  const aside = openStaging(store)
  try {
    renameSync(dir, join(aside.dir, 'discarded'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  } finally {
    aside.remove()
  }
}

const rootOf = (store: string) => join(store, '.staging')

/** Folders of a plugin may have been made read-only. */
function remove(dir: string): void {
  rmSync(dir, {recursive: true, force: true, maxRetries: 2})
}
