import {lstatSync, mkdirSync} from 'node:fs'
import {dirname} from 'node:path'

/**
 * Makes a folder with its parents, all of this mode, where they are not there yet; gives the topmost that it made. Not by Node's own
 * `recursive`, which never ends where nothing can be made in a folder that is there: below /proc, or an automounter.
 */
export function makeFolders(folder: string, mode = 0o700): string | undefined {
  if (lstatSync(folder, {throwIfNoEntry: false}) !== undefined) return undefined
  const topmost = makeFolders(dirname(folder), mode) ?? folder
  unlessThere(() => mkdirSync(folder, mode))
  return topmost
}

/** Another process may have been first. */
export function unlessThere(make: () => void): void {
  try {
    make()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}
