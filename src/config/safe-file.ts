import {closeSync, constants, fstatSync, openSync, readFileSync, type Stats} from 'node:fs'
import {problem, type Problem} from '../text/problem.ts'

export type SafeFile = {readonly text: string; readonly stats: Stats}

/**
 * The text of a file that can change rights: a regular file, not a link, owned by this user or root, writable by nobody
 * else, at most `largest` bytes. Undefined when there is none.
 */
export function readSafely(file: string, uid: number, largest = 1024 * 1024): SafeFile | Problem | undefined {
  let fd: number
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    return missing(error) ? undefined : problem('config_unreadable', {file, cause: reason(error)})
  }
  try {
    const stats = fstatSync(fd)
    return unsafe(file, stats, uid, largest) ?? {text: readFileSync(fd, 'utf8'), stats}
  } catch (error) {
    return problem('config_unreadable', {file, cause: reason(error)})
  } finally {
    closeSync(fd)
  }
}

function unsafe(file: string, stats: Stats, uid: number, largest: number): Problem | undefined {
  if (!stats.isFile()) return problem('config_not_a_file', {file})
  if (stats.uid !== uid && stats.uid !== 0) return problem('config_foreign', {file, owner: stats.uid})
  if (stats.mode & 0o022) return problem('config_writable', {file})
  if (stats.size > largest) return problem('config_too_large', {file, most: largest})
  return undefined
}

function missing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && error.code === 'ELOOP' ? 'it is a symbolic link' : error.message
}
