import {closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync} from 'node:fs'
import {basename, normalize} from 'node:path'
import {Failure} from '../../../src/plugin.ts'
import type {Config, Input} from './config.ts'

const {O_RDONLY, O_NOFOLLOW, O_NONBLOCK} = constants
const magic = 'SQLite format 3\0'
const called = /\.(?:db3?|sqlite3?)$/i

type Warn = (line: string) => void

/** What the calls are about: the files that are configured, or every database that lies directly in a configured folder. */
export function databases(config: Config, {database}: Input, warn: Warn): readonly string[] {
  const {SQLITE_DATABASES: named, SQLITE_FOLDERS: folders, DUMP_DIR} = config
  if (folders.some((folder) => below(folder) === below(DUMP_DIR)))
    throw new Failure(
      'DUMP_DIR is one of SQLITE_FOLDERS: dumps would be made of dumps',
      'give them a folder of their own: parrot plugin config dump_sqlite set DUMP_DIR /FOLDER',
    )
  const all = named.length > 0 ? [...new Set(named)] : folders.flatMap((folder) => databasesIn(folder, warn))
  if (all.length === 0)
    throw new Failure(
      `there is no SQLite database in ${folders.join(', ')}`,
      'see where it looks: parrot plugin config dump_sqlite get SQLITE_FOLDERS',
    )
  if (database === undefined) return all
  if (all.includes(database)) return [database]
  throw new Error(`${JSON.stringify(database)} is none of the databases here: ${all.join(', ')}`)
}

/** Throws where the file is none that may be dumped, before SQLite opens it. */
export function refuse(path: string, {SQLITE_FOLDERS}: Config): void {
  const lies = SQLITE_FOLDERS.some((folder) => path.startsWith(below(folder)))
  if (!lies || normalize(path) !== path) throw new Error('it is in none of SQLITE_FOLDERS')
  if (!begins(path)) throw new Error('it is no SQLite database, or an encrypted one')
  refuseBeside(path)
}

/** SQLite opens what lies beside a database without looking, and would wait for a pipe as long as nobody writes into it. */
export function refuseBeside(path: string): void {
  const odd = ['-wal', '-shm', '-journal']
    .map((suffix) => `${path}${suffix}`)
    .find((file) => lstatSync(file, {throwIfNoEntry: false})?.isFile() === false)
  if (odd !== undefined)
    throw new Error(
      `${basename(odd)} beside it is no file, which SQLite would open: it is not SQLite’s, look at who put it there`,
    )
}

function below(folder: string): string {
  return normalize(`${folder}/`)
}

/**
 * One whose name is no UTF-8 is among them, so that it is told of: SQLite cannot be given it. So is one that is called a database and does
 * not begin like one: it may be damaged.
 */
function databasesIn(folder: string, warn: Warn): string[] {
  const files = readdirSync(folder, {withFileTypes: true, encoding: 'buffer'}).filter((entry) =>
    entry.isFile(),
  )
  return files
    .map(({name}) => Buffer.concat([Buffer.from(below(folder)), name]))
    .filter((path) => isDatabase(path, warn))
    .map(String)
    .sort()
}

function isDatabase(path: Buffer, warn: Warn): boolean {
  try {
    return begins(path) || (called.test(path.toString()) && !isEmpty(path))
  } catch (error) {
    warn(`${path.toString()}: ${(error as Error).message}; whether it is a database is not known`)
    return false
  }
}

/** SQLite makes a database of an empty file; there is nothing in it to dump. */
const isEmpty = (path: Buffer) => lstatSync(path).size === 0

/** Does a regular file, not reached through a link, begin as SQLite's do? It is closed again before SQLite locks it. */
function begins(path: string | Buffer): boolean {
  const fd = opened(path)
  try {
    if (!fstatSync(fd).isFile()) throw new Error('it is no file')
    const start = Buffer.alloc(magic.length)
    return readSync(fd, start, 0, start.length, 0) === start.length && start.toString('latin1') === magic
  } finally {
    closeSync(fd)
  }
}

function opened(path: string | Buffer): number {
  try {
    return openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  } catch (error) {
    throw new Error(words[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message, {
      cause: error,
    })
  }
}

const words: Readonly<Record<string, string>> = {
  ELOOP: 'it is a link, and links are not followed: name the file itself',
  ENOENT: 'it is not there: look at SQLITE_DATABASES; a name that is not UTF-8 cannot be dumped',
  EACCES: 'it may not be read: let the user that Parrot runs as read it',
  ENXIO: 'it is no file',
}
