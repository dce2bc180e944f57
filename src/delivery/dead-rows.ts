import type {DatabaseSync} from 'node:sqlite'
import {transactions} from '../events/database.ts'
import type {StoredEvent} from '../events/journal.ts'

/** An event that was put aside. `queued`: somebody asked for it to be tried again. */
export type Dead = {
  readonly id: number
  readonly subscriber: string
  readonly event: StoredEvent
  readonly at: number
  readonly attempts: number
  readonly error: string
  readonly queued: boolean
}

type Buried = Pick<Dead, 'at' | 'attempts' | 'error'>

/** What was put aside. Each change is durable when it returns, or did not happen. */
export type DeadRows = {
  /** Puts an event aside and goes on behind it. */
  bury(subscriber: string, event: StoredEvent, of: Buried): void
  /** Puts one aside that was told again. */
  aside(subscriber: string, event: StoredEvent, of: Buried): void
  dead(): readonly Dead[]
  /** Those of this subscriber that are to be tried again, oldest first. */
  queued(subscriber: string): readonly Dead[]
  queue(which: {readonly subscriber?: string; readonly id?: number}): number
  /** A dead event was delivered after all. */
  revived(dead: Dead, now: number): void
  /** It was not. */
  reburied(dead: Dead, error: string): void
}

export function deadRows(db: DatabaseSync): DeadRows {
  return {
    bury: (name, event, of) => bury(db, name, event, of),
    aside: (name, event, of) => putAside(db, name, event, of),
    dead: () => db.prepare('SELECT * FROM dead ORDER BY id').all().map(deadOf),
    queued: (name) =>
      db.prepare('SELECT * FROM dead WHERE subscriber = ? AND queued = 1 ORDER BY id').all(name).map(deadOf),
    queue: ({subscriber = null, id = null}) =>
      Number(
        db
          .prepare(
            'UPDATE dead SET queued = 1 WHERE (?1 IS NULL OR subscriber = ?1) AND (?2 IS NULL OR id = ?2)',
          )
          .run(subscriber, id).changes,
      ),
    revived: ({id, subscriber}, now) =>
      transactions(db)(() => {
        db.prepare('DELETE FROM dead WHERE id = ?').run(id)
        db.prepare('UPDATE subscribers SET last_success = ? WHERE name = ?').run(now, subscriber)
      }),
    reburied: ({id}, error) =>
      void db
        .prepare('UPDATE dead SET queued = 0, attempts = attempts + 1, error = ? WHERE id = ?')
        .run(error, id),
  }
}

/** The next event begins anew, but the outage goes on: it gets one attempt at once, and is as old as it is. */
function bury(db: DatabaseSync, name: string, event: StoredEvent, of: Buried): void {
  transactions(db)(() => {
    putAside(db, name, event, of)
    db.prepare(
      'UPDATE subscribers SET position = ?, next_at = 0, dead_run = dead_run + 1 WHERE name = ?',
    ).run(event.sequence, name)
  })
}

function putAside(db: DatabaseSync, name: string, event: StoredEvent, {at, attempts, error}: Buried): void {
  db.prepare(
    'INSERT OR IGNORE INTO dead (subscriber, sequence, event, at, attempts, error) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(name, event.sequence, JSON.stringify(event), at, attempts, error)
}

function deadOf(row: Record<string, unknown>): Dead {
  return {
    id: Number(row['id']),
    subscriber: String(row['subscriber']),
    event: JSON.parse(String(row['event'])) as StoredEvent,
    at: Number(row['at']),
    attempts: Number(row['attempts']),
    error: String(row['error']),
    queued: row['queued'] === 1,
  }
}
