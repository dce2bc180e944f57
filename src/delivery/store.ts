import type {DatabaseSync} from 'node:sqlite'
import {transactions} from '../events/database.ts'
import {deadRows, type DeadRows} from './dead-rows.ts'
import {replayRows, type ReplayRows} from './replay-rows.ts'
import {standingRows, type StandingRows} from './standing-rows.ts'
import {openTables} from './store-tables.ts'

/** Parrot's own memory of who was told of what. Each change is durable when it returns, or did not happen. */
export type Store = StandingRows &
  DeadRows & {
    readonly replays: ReplayRows
    /** Everybody that something is kept of. */
    names(): readonly string[]
    /** Nothing is kept of this one any more. */
    forget(subscriber: string): void
    close(): void
  }

/** Opens it, made first where there is none. Throws where it cannot, or where another Parrot made it. */
export function openStore(file: string): Store {
  const db = openTables(file)
  return {
    ...standingRows(db),
    ...deadRows(db),
    replays: replayRows(db),
    names: () =>
      db
        .prepare('SELECT name FROM subscribers UNION SELECT subscriber FROM dead ORDER BY 1')
        .all()
        .map(({name}) => String(name)),
    forget: (name) => forget(db, name),
    close: () => db.isOpen && db.close(),
  }
}

function forget(db: DatabaseSync, name: string): void {
  transactions(db)(() => {
    db.prepare('DELETE FROM dead WHERE subscriber = ?').run(name)
    db.prepare('DELETE FROM replays WHERE subscriber = ?').run(name)
    db.prepare('DELETE FROM subscribers WHERE name = ?').run(name)
  })
}
