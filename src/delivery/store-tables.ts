import {DatabaseSync} from 'node:sqlite'
import {transactions} from '../events/database.ts'
import {ownPlace} from '../events/own-place.ts'
import {replayTable} from './replay-rows.ts'

const tables = `
  CREATE TABLE IF NOT EXISTS subscribers (
    name TEXT PRIMARY KEY, position INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    failing_since INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '',
    last_success INTEGER NOT NULL DEFAULT 0, told INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS dead (
    id INTEGER PRIMARY KEY AUTOINCREMENT, subscriber TEXT NOT NULL, sequence INTEGER NOT NULL, event TEXT NOT NULL,
    at INTEGER NOT NULL, attempts INTEGER NOT NULL, error TEXT NOT NULL, queued INTEGER NOT NULL DEFAULT 0,
    UNIQUE (subscriber, sequence)
  ) STRICT`

const later = `
  ALTER TABLE subscribers ADD COLUMN dead_run INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE subscribers ADD COLUMN dead_told INTEGER NOT NULL DEFAULT 0;
  ${replayTable};
  PRAGMA user_version = 2`

/** Opens the database, made first where there is none, with its tables as they are now. Throws where it cannot, or where another Parrot made it. */
export function openTables(file: string): DatabaseSync {
  ownPlace(file)
  const db = new DatabaseSync(file, {timeout: 10_000})
  try {
    if (versionOf(db) < 2) bringUp(db)
    if (versionOf(db) !== 2) throw new Error(`it was made by another Parrot: version ${versionOf(db)}, not 2`)
    db.exec('PRAGMA synchronous = FULL')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

const versionOf = (db: DatabaseSync) => Number(db.prepare('PRAGMA user_version').get()?.['user_version'])

/** Others may do the same at the same time. */
function bringUp(db: DatabaseSync): void {
  transactions(db)(() => {
    if (versionOf(db) === 0) db.exec(tables)
    if (versionOf(db) < 2) db.exec(later)
  })
}
