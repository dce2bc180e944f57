import {execFileSync} from 'node:child_process'
import {constants, openSync, unlinkSync} from 'node:fs'
import {makeFolders} from '../events/make-folders.ts'

/**
 * A pipe that is known by its descriptors only. Not what Node would give a child, which is a socket: a program that opens
 * what it writes to by its name in /proc can open a pipe. Who writes waits while it is full; reading never waits.
 */
export function nameless(folder: string): {readonly read: number; readonly write: number} {
  makeFolders(folder)
  const path = `${folder}/pipe-${process.pid}-${process.hrtime.bigint()}`
  execFileSync('mkfifo', ['-m', '0600', path])
  try {
    const read = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    return {read, write: openSync(path, constants.O_WRONLY)}
  } finally {
    unlinkSync(path)
  }
}
