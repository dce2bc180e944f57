import {closeSync, constants, fstatSync, openSync, readFileSync, type Stats} from 'node:fs'
import {problem, type Problem} from '../text/problem.ts'

export type SafeFile = {readonly text: string; readonly stats: Stats}

/**
 * The text of a file that can change rights: a regular file, not a link, owned by this user or root, writable by nobody
 * else, at most 1 MiB. Undefined when there is none.
 */
export function readSafely(file: string, uid: number): SafeFile | Problem | undefined {
  let fd: number
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    return missing(error) ? undefined : problem('config_unreadable', {file, cause: reason(error)})
  }
  try {
    const stats = fstatSync(fd)
    return unsafe(file, stats, uid) ?? {text: readFileSync(fd, 'utf8'), stats}
  } catch (error) {
    return problem('config_unreadable', {file, cause: reason(error)})
  } finally {
    closeSync(fd)
  }
}

function unsafe(file: string, stats: Stats, uid: number): Problem | undefined {
  if (!stats.isFile()) return problem('config_not_a_file', {file})
  if (stats.uid !== uid && stats.uid !== 0) return problem('config_foreign', {file, owner: stats.uid})
  if (stats.mode & 0o022) return problem('config_writable', {file})
  if (stats.size > 1024 * 1024) return problem('config_too_large', {file})
  return undefined
}

function missing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && error.code === 'ELOOP' ? 'it is a symbolic link' : error.message
}
