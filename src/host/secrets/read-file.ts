import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
} from 'node:fs'
import type {Paths} from '../../config/paths.ts'
import {within} from '../../rbac/area/fs.ts'
import {neverGrantable} from '../../rbac/closed.ts'
import {causeWords} from '../../text/error-words.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {storedIn} from './store.ts'

export type Owner = {readonly plugin: string; readonly key: string}

/** For whom a file is read, and by whom. */
export type Reader = Owner & {readonly paths: Paths; readonly uid: number}

const largest = 64 * 1024

/**
 * The text of a secret's file without the newline at its end: a regular file, not a link, of this user's or root's, readable
 * by nobody else, at most 64 KiB, and nothing that is closed to every plugin. `others`: the bits of its mode that nobody may have.
 */
export function readSecretFile(
  file: string,
  reader: Reader,
  others = 0o077,
): {readonly text: string} | {readonly problem: Problem} {
  const about = {plugin: reader.plugin, key: reader.key, file}
  let fd: number
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    return {problem: unopened(about, error)}
  }
  try {
    const refused = unsafe(about, fstatSync(fd), reader.uid, others) ?? closed(about, fd, reader)
    return refused === undefined ? textOf(about, fd) : {problem: refused}
  } catch (error) {
    return {problem: problem('secret_unreadable', {...about, cause: causeWords(error)})}
  } finally {
    closeSync(fd)
  }
}

type About = Owner & {readonly file: string}

function unopened(about: About, error: unknown): Problem {
  const {code} = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') return problem('secret_missing', about)
  if (code === 'ELOOP') return problem('secret_link', about)
  return problem('secret_unreadable', {...about, cause: causeWords(error)})
}

function unsafe(about: About, stats: Stats, uid: number, others: number): Problem | undefined {
  if (!stats.isFile()) return problem('secret_not_a_file', about)
  if (stats.uid !== uid && stats.uid !== 0) return problem('secret_foreign', {...about, owner: stats.uid})
  if ((stats.mode & others) !== 0) return problem('secret_open', about)
  return stats.size > largest ? problem('secret_too_large', about) : undefined
}

/** Where it really is: the host's key is no secret of a plugin, however the way there is written. */
function closed(about: About, fd: number, {plugin, paths}: Reader): Problem | undefined {
  const real = realpathSync(about.file)
  if (!isSame(fstatSync(fd), lstatSync(real)))
    return problem('secret_unreadable', {...about, cause: 'it was replaced while it was read'})
  const {config, data, state, run, cache} = paths
  const own = [config, data, state, run, cache].flatMap(realFolder)
  if (realFolder(storedIn(paths, plugin)).some((folder) => within(real, folder))) return undefined
  // Below /run are the secrets that systemd and containers hand out.
  const refused = within(real, '/run')
    ? own.some((folder) => within(real, folder))
    : neverGrantable(real, own)
  return refused ? problem('secret_closed', about) : undefined
}

const isSame = (one: Stats, other: Stats) => one.dev === other.dev && one.ino === other.ino

function realFolder(folder: string): string[] {
  try {
    return [realpathSync(folder)]
  } catch {
    return []
  }
}

function textOf(about: About, fd: number): {readonly text: string} | {readonly problem: Problem} {
  const bytes = Buffer.alloc(largest + 1)
  const length = readSync(fd, bytes, 0, bytes.length, 0)
  if (length > largest) return {problem: problem('secret_too_large', about)}
  try {
    const text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes.subarray(0, length))
    return {text: text.replace(/\r?\n$/, '')}
  } catch {
    return {problem: problem('secret_not_text', about)}
  }
}
