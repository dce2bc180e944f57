import {
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'

const patienceMs = 10_000
const busy = 5

/** Another process kept the file to itself for 10 s. */
export class Busy extends Error {}

/**
 * Runs `work` while no other process, and nothing else in this one, runs work for the same file. The kernel gives the
 * file free when its holder ends, however it ends. Rejects with Busy after 10 s.
 */
export async function alone<T>(file: string, work: () => T | Promise<T>): Promise<T> {
  const release = await take(file)
  try {
    return await work()
  } finally {
    release()
  }
}

/** Replaces `file` by `text`, mode 0600: whoever looks, or wakes up after a crash, finds the old file or the new one, whole. Call it alone. */
export function replaceFile(file: string, text: string): void {
  const folder = dirname(file)
  const temporary = join(folder, `.${basename(file)}.new`)
  remove(temporary)
  const fd = openSync(
    temporary,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    0o600,
  )
  try {
    writeAll(fd, Buffer.from(text))
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(temporary, file)
  syncFolder(folder)
}

/**
 * SQLite's write lock on an empty database, because it is the kernel's: a lock file of one's own stays behind when its
 * holder is killed, and no two processes can agree without a race on when it is stale.
 */
async function take(file: string): Promise<() => void> {
  mkdirSync(dirname(file), {recursive: true, mode: 0o700})
  const guard = join(dirname(file), `.${basename(file)}.guard`)
  closeSync(openSync(guard, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600))
  const {DatabaseSync} = process.getBuiltinModule('node:sqlite')
  const database = new DatabaseSync(guard)
  const until = Date.now() + patienceMs
  while (!begins(database)) {
    if (Date.now() > until) {
      database.close()
      throw new Busy(file)
    }
    await delay(5 + Math.random() * 20)
  }
  return () => database.close()
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

function syncFolder(folder: string): void {
  const fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
