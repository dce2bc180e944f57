import {closeSync, constants, fstatSync, lstatSync, openSync, type Stats} from 'node:fs'
import {bytesOf} from './entry.ts'

const nullDevice = 0x103
const {O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK} = constants

/** The open folder that this process works in, and the one that it worked in before. */
let here: number | undefined
let before: string | undefined

/**
 * Makes an open folder the one that this process works in: by a name alone a file is opened in two thirds of the time that a path
 * through /proc takes. Where that is not allowed, such a path is taken.
 */
export function enter(folder: number): void {
  if (folder === here) return
  here = undefined
  before ??= process.cwd()
  try {
    process.chdir(throughProc(folder))
    here = folder
  } catch {
    // What is in there is not to be had by its path either, and who opens it is told so.
  }
}

/** Works again where it did before the first was entered. */
export function leave(): void {
  here = undefined
  if (before !== undefined) process.chdir(before)
  before = undefined
}

/** Where `name` in an open folder is for a system call: whatever the folder's path leads to by now, this is the folder itself. */
export function inside(folder: number, name: string): string | Buffer {
  const at = `${folder === here ? '.' : throughProc(folder)}/${name}`
  return /[^\x01-\x7f]/.test(name) ? bytesOf(at) : at
}

export function throughProc(folder: number): string {
  return `/proc/self/fd/${folder}`
}

/** Opens a folder in a folder, never through a link. */
export function openFolder(folder: number, name: string): number {
  return opened(openSync(inside(folder, name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW))
}

/** The number of a folder that was closed is given out again, and then it means another one. */
function opened(folder: number): number {
  if (folder === here) here = undefined
  return folder
}

/** Opens the folder at an absolute path (bytes), no part of which may be a link. */
export function openPath(path: string): number {
  let folder = opened(openSync('/', O_RDONLY | O_DIRECTORY))
  for (const name of path.split('/').filter((segment) => segment !== '')) {
    try {
      const next = openFolder(folder, name)
      closeSync(folder)
      folder = next
    } catch (error) {
      closeSync(folder)
      throw error
    }
  }
  return folder
}

/** Opens a regular file in a folder: one that became something else meanwhile is refused and never waited for. */
export function openFile(folder: number, name: string): {readonly fd: number; readonly stats: Stats} {
  const fd = openSync(inside(folder, name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  const stats = fstatSync(fd)
  if (stats.isFile()) return {fd, stats}
  closeSync(fd)
  throw Object.assign(new Error('it is no file'), {code: 'EREPLACED'})
}

/** Is it the null device, which a sandbox puts over a file that it hides? */
export function hidden(stats: Stats): boolean {
  return stats.isCharacterDevice() && stats.rdev === nullDevice
}

export function isHidden(folder: number, name: string): boolean {
  try {
    return hidden(look(folder, name))
  } catch {
    return false
  }
}

export function look(folder: number, name: string): Stats {
  return lstatSync(inside(folder, name))
}

/** The last part of a path, and what is before it. */
export function split(path: string): {readonly parent: string; readonly name: string} {
  const slash = path.lastIndexOf('/')
  return {parent: path.slice(0, Math.max(0, slash)), name: path.slice(slash + 1)}
}
