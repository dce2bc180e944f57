import {
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {makeFolders} from '../events/make-folders.ts'
import {syncFolder} from '../events/sync-folder.ts'

const busy = 5

/** Somebody else kept the file for longer than was waited. */
export class Busy extends Error {}

/**
 * Runs `work` while no other process, and nothing else in this one, runs work for the same file. The kernel gives the
 * file free when its holder ends, however it ends. Rejects with Busy after `patienceMs`; at once where that is less than 0.
 */
export async function alone<T>(file: string, work: () => T | Promise<T>, patienceMs = 10_000): Promise<T> {
  const release = await take(file, patienceMs)
  try {
    return await work()
  } finally {
    release()
  }
}

/** Replaces `file` by `text`: whoever looks, or wakes up after a crash, finds the old file or the new one, whole. Call it alone. */
export function replaceFile(file: string, text: string, mode = 0o600): void {
  renameSync(written(file, text, mode), file)
  syncFolder(dirname(file))
}

/** The same where there is no `file` yet; throws EEXIST, whoever was faster, where there is one. */
export function createFile(file: string, text: string, mode = 0o600): void {
  const temporary = written(file, text, mode)
  try {
    linkSync(temporary, file)
  } finally {
    unlinkSync(temporary)
  }
  syncFolder(dirname(file))
}

/** Takes away what `alone` keeps beside `file`. Call it alone, and only where nobody asks for that file again. */
export function dropGuard(file: string): void {
  remove(guardOf(file))
}

/** The text in a file beside it, on the disk. */
function written(file: string, text: string, mode: number): string {
  const temporary = join(dirname(file), `.${basename(file)}.new`)
  remove(temporary)
  const fd = openSync(
    temporary,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    mode,
  )
  try {
    writeAll(fd, Buffer.from(text))
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  return temporary
}

/** Kept from the garbage collector, which would close, and so free, what only a waiting function knows of. */
const held = new Set<unknown>()

/**
 * SQLite's write lock on an empty database, because it is the kernel's: a lock file of one's own stays behind when its
 * holder is killed, and no two processes can agree without a race on when it is stale.
 */
async function take(file: string, patienceMs: number): Promise<() => void> {
  const {DatabaseSync} = process.getBuiltinModule('node:sqlite')
  const database = new DatabaseSync(guardOf(file))
  held.add(database)
  const release = () => {
    held.delete(database)
    database.close()
  }
  const until = Date.now() + patienceMs
  // Who waits long asks less often: hundreds that ask all the time leave no time for the one that works.
  for (let pause = 20; !begins(database); pause = Math.min(pause * 1.3, 500)) {
    if (Date.now() > until) {
      release()
      throw new Busy(file)
    }
    await delay(pause * (0.25 + Math.random()))
  }
  return release
}

/** Never opened but by SQLite once it is there: closing any descriptor of a file frees all locks this process has on it. */
function guardOf(file: string): string {
  makeFolders(dirname(file))
  const guard = join(dirname(file), `.${basename(file)}.guard`)
  try {
    closeSync(openSync(guard, constants.O_CREAT | constants.O_EXCL, 0o600))
  } catch (error) {
    if (!lstatSync(guard).isFile()) throw error
  }
  return guard
}

function begins(database: {exec(sql: string): void}): boolean {
  try {
    database.exec('PRAGMA journal_mode = memory; BEGIN IMMEDIATE')
    return true
  } catch (error) {
    if ((error as {errcode?: number}).errcode === busy) return false
    throw error
  }
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written)
}

function remove(file: string): void {
  try {
    unlinkSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
