import {randomUUID} from 'node:crypto'
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
} from 'node:fs'
import type {HeldFolder} from '../held-folder.ts'
import {isCode} from './is-code.ts'
import {bytesOf} from './look.ts'

/**
 * Puts an empty file of this owner and mode there, complete at once: where it would not be so when it is made, it is made
 * beside it and linked, which replaces nothing. Where its writer was faster, the writer's file stays.
 */
export function succeed(held: HeldFolder, name: string, like: Owned, unfinished: string): void {
  const file = held.at(bytesOf(name))
  try {
    if (isOurs(held, like)) createLike(file, like)
    else link(held.at(`${unfinished}${randomUUID()}`), file, like)
  } catch (cause) {
    if (!isCode(cause, 'EEXIST')) throw cause
  }
}

/** Is a new file of this process's what is wanted, before anything is changed about it? */
function isOurs(held: HeldFolder, {uid, gid, mode}: Owned): boolean {
  const mask = Number(mode) & 0o777 & umask()
  const inherits = (held.mode & 0o2000) !== 0
  return mask === 0 && !inherits && Number(uid) === process.geteuid?.() && Number(gid) === process.getegid?.()
}

/** `process.umask()` has to change it to read it, for all threads. */
function umask(): number {
  own ??= Number.parseInt(
    /^Umask:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? '777',
    8,
  )
  return own
}

let own: number | undefined

function link(temporary: Buffer, file: Buffer, like: Owned): void {
  createLike(temporary, like)
  try {
    linkSync(temporary, file)
  } catch (cause) {
    if (!noLinks.some((code) => isCode(cause, code))) throw cause
    createLike(file, like)
  } finally {
    unlinkSync(temporary)
  }
}

/** What a file system says that has no second names. */
const noLinks = ['EPERM', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']

type Owned = {readonly [field in 'uid' | 'gid' | 'mode']: bigint | number}

function createLike(file: Buffer, like: Owned): void {
  closeSync(openLike(file, like))
}

/** An empty file of this owner and mode, open to be written to. Throws EEXIST where something has its name. */
export function openLike(file: Buffer, {uid, gid, mode}: Owned): number {
  const {O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW} = constants
  const wanted = Number(mode) & 0o777
  const fd = openSync(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, wanted & 0o700 ? wanted : 0o600)
  try {
    const made = fstatSync(fd)
    const foreign = made.uid !== Number(uid) || made.gid !== Number(gid)
    if (foreign) fchownSync(fd, Number(uid), Number(gid))
    if (foreign || (made.mode & 0o777) !== wanted) fchmodSync(fd, wanted)
    return fd
  } catch (cause) {
    closeSync(fd)
    throw cause
  }
}
