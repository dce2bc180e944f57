import {closeSync, constants, fstatSync, openSync, readFileSync, type Stats} from 'node:fs'
import {stampOf, type Stamp} from './checked.ts'
import {errorWords} from '../text/error-words.ts'
import {phrase} from '../text/phrase.ts'
import {problem, type Problem} from '../text/problem.ts'

/** `stamp`: its state, where that was the same before and after it was read. */
export type SafeFile = {readonly text: string; readonly stats: Stats; readonly stamp?: Stamp}

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
    return unsafe(file, stats, uid, largest) ?? read(fd, stats)
  } catch (error) {
    return problem('config_unreadable', {file, cause: reason(error)})
  } finally {
    closeSync(fd)
  }
}

function read(fd: number, stats: Stats): SafeFile {
  const before = stampOf(fstatSync(fd, {bigint: true}))
  const text = readFileSync(fd, 'utf8')
  const stamp = stampOf(fstatSync(fd, {bigint: true}))
  return before.text === stamp.text ? {text, stats, stamp} : {text, stats}
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
  if (!('code' in error)) return error.message
  return error.code === 'ELOOP' ? phrase('it is a symbolic link') : errorWords(String(error.code))
}
