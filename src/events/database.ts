import {DatabaseSync} from 'node:sqlite'
import {ownPlace} from './own-place.ts'
import {causeOf} from './refused.ts'
import {applicationId, steps, tablesOf, tablesVersion} from './tables.ts'

/**
 * Opens the journal's database for writing, every commit durable, made first where there is none. Waits for other processes
 * no longer than `patience` milliseconds at a time. Throws where it cannot.
 */
export function openDatabase(file: string, patience: number): DatabaseSync {
  ownPlace(file)
  const db = new DatabaseSync(file, {timeout: patience})
  try {
    db.exec('PRAGMA synchronous=FULL')
    if (version(db) === 0) create(db, patience)
    if (version(db) < tablesVersion) bringUp(db)
    refuseOthers(db)
    refuseTriggers(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

export type Transaction = <T>(work: () => T) => T

/** Runs work in one transaction that no other process can interleave: all of it is durable afterwards, or nothing happened. */
export function transactions(db: DatabaseSync): Transaction {
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')]
  return (work) => {
    begin.run()
    try {
      const result = work()
      commit.run()
      return result
    } catch (error) {
      undo(db)
      throw error
    }
  }
}

/** How durable a commit is, as SQLite itself says: `wal`, and 2 for `synchronous=FULL`. */
export function durability(db: DatabaseSync): {readonly journal: string; readonly synchronous: number} {
  const journal = String(db.prepare('PRAGMA journal_mode').get()?.['journal_mode'])
  return {journal, synchronous: Number(db.prepare('PRAGMA synchronous').get()?.['synchronous'])}
}

/** What is wrong with the file as SQLite sees it, all of which it reads; undefined where nothing is. */
export function damage(db: DatabaseSync): string | undefined {
  try {
    const said = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
    return said === 'ok' ? undefined : String(said).replaceAll('\n', ' ')
  } catch (error) {
    return causeOf(error)
  }
}

/** Parrot makes none: one that is there was put there to change or drop what is written. */
function refuseTriggers(db: DatabaseSync): void {
  const found = db.prepare("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')").get()
  if (found !== undefined)
    throw new Error(`it holds ${JSON.stringify(found['name'])}, which Parrot did not make`)
}

/** A full disk ends the transaction by itself; a rollback that fails must not hide why it was needed. */
function undo(db: DatabaseSync): void {
  try {
    if (db.isTransaction) db.exec('ROLLBACK')
  } catch {}
}

/** An event touches a page of each index, and all of them are written and synced: half the usual size costs a tenth less. */
const pageSize = 2048

function create(db: DatabaseSync, patience: number): void {
  // Pages of events that were cut away are given back one by one, without copying the whole file.
  db.exec(`PRAGMA page_size=${pageSize}; PRAGMA auto_vacuum=INCREMENTAL`)
  toWal(db, performance.now() + patience)
  transactions(db)(() => {
    if (version(db) !== 0) return
    if (db.prepare('SELECT 1 FROM sqlite_schema').get() !== undefined)
      throw new Error('it is no journal of Parrot')
    build(db)
    db.exec(`PRAGMA application_id=${applicationId}`)
  })
}

/** An older Parrot's journal gets what this one has more; its events stay what they are. */
function bringUp(db: DatabaseSync): void {
  refuseTriggers(db)
  transactions(db)(() => build(db))
}

function build(db: DatabaseSync): void {
  const made = version(db)
  const missing = made === 0 ? tablesOf(tablesVersion) : steps.slice(made).flat()
  for (const statement of missing) db.exec(statement)
  db.exec(`PRAGMA user_version=${tablesVersion}`)
}

/** SQLite does not wait for its lock here as it does elsewhere, so several processes that start at once would fail. */
export function toWal(db: DatabaseSync, until: number): void {
  for (;;) {
    try {
      db.exec('PRAGMA journal_mode=WAL')
      return
    } catch (error) {
      if (!busy(error) || performance.now() > until) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

/** Another process held the lock for all of one's patience. */
export function busy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5
}

function refuseOthers(db: DatabaseSync): void {
  const found = version(db)
  if (found !== tablesVersion)
    throw new Error(`it was made by another Parrot: version ${found}, not ${tablesVersion}`)
}

function version(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
}
