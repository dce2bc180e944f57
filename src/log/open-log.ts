import {closeSync, constants, fstatSync, openSync} from 'node:fs'
import {dirname} from 'node:path'
import {makeFolders} from '../events/make-folders.ts'

/** A descriptor to append lines to the log with, and to read its beginning. Throws where it is no plain file of this user's. */
export function openLog(file: string): number {
  makeFolders(dirname(file))
  const {O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK} = constants
  const fd = openSync(file, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600)
  const stats = fstatSync(fd)
  if (stats.isFile() && stats.uid === process.geteuid?.()) return fd
  closeSync(fd)
  throw new Error('it is no plain file of this user')
}
