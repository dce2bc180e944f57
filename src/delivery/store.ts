import type {DatabaseSync} from 'node:sqlite'
import {transactions} from '../events/database.ts'
import type {StoredEvent} from '../events/journal.ts'
import {replayRows, type ReplayRows} from './replay-rows.ts'
import {openTables} from './store-tables.ts'

/** Where a subscriber stands. Times in milliseconds since the epoch, 0 for never. */
export type Standing = {
  readonly position: number
  /** Attempts that failed one after another, since when, and when to try next. */
  readonly attempts: number
  readonly failingSince: number
  readonly nextAt: number
  readonly error: string
  readonly lastSuccess: number
  /** The outage is on record. */
  readonly told: boolean
  /** Events put aside one after another, and whether that is on record. */
  readonly deadRun: number
  readonly deadTold: boolean
}

export type Dead = {
  readonly id: number
  readonly subscriber: string
  readonly event: StoredEvent
  readonly at: number
  readonly attempts: number
  readonly error: string
  readonly queued: boolean
}

/** Parrot's own memory of who was told of what. Each change is durable when it returns, or did not happen. */
export type Store = {
  /** Of one that is new: it begins after `from`. */
  standing(subscriber: string, from: number): Standing
  /** Where it stands, if it was ever seen. */
  known(subscriber: string): Standing | undefined
  /** Everything up to here needs to be told no more. */
  passed(subscriber: string, position: number): void
  delivered(subscriber: string, position: number, now: number): void
  failed(subscriber: string, standing: Pick<Standing, 'attempts' | 'failingSince' | 'nextAt' | 'error'>): void
  outageTold(subscriber: string): void
  /** Puts an event aside and goes on behind it. */
  bury(subscriber: string, event: StoredEvent, of: Pick<Dead, 'at' | 'attempts' | 'error'>): void
  /** Puts one aside that was told again. */
  aside(subscriber: string, event: StoredEvent, of: Pick<Dead, 'at' | 'attempts' | 'error'>): void
  /** That events are put aside is on record; that no more are, too. */
  deadTold(subscriber: string): void
  recovered(subscriber: string): void
  /** Everybody that something is kept of. */
  names(): readonly string[]
  /** Nothing is kept of this one any more. */
  forget(subscriber: string): void
  readonly replays: ReplayRows
  dead(): readonly Dead[]
  /** Those of this subscriber that are to be tried again, oldest first. */
  queued(subscriber: string): readonly Dead[]
  queue(which: {readonly subscriber?: string; readonly id?: number}): number
  /** A dead event was delivered after all. */
  revived(dead: Dead, now: number): void
  /** It was not. */
  reburied(dead: Dead, error: string): void
  close(): void
}

const healthy = "attempts = 0, failing_since = 0, next_at = 0, error = '', told = 0"

/** Opens it, made first where there is none. Throws where it cannot, or where another Parrot made it. */
export function openStore(file: string): Store {
  const db = openTables(file)
  const known = (name: string) => {
    const row = db.prepare('SELECT * FROM subscribers WHERE name = ?').get(name)
    return row && standingOf(row)
  }
  return {
    known,
    standing(name, from) {
      const there = known(name)
      if (there !== undefined) return there
      db.prepare('INSERT OR IGNORE INTO subscribers (name, position) VALUES (?, ?)').run(name, from)
      return this.standing(name, from)
    },
    passed: (name, position) =>
      void db.prepare('UPDATE subscribers SET position = ? WHERE name = ?').run(position, name),
    delivered: (name, position, now) =>
      void db
        .prepare(`UPDATE subscribers SET position = ?, last_success = ?, ${healthy} WHERE name = ?`)
        .run(position, now, name),
    failed: (name, {attempts, failingSince, nextAt, error}) =>
      void db
        .prepare(
          'UPDATE subscribers SET attempts = ?, failing_since = ?, next_at = ?, error = ? WHERE name = ?',
        )
        .run(attempts, failingSince, nextAt, error, name),
    outageTold: (name) => void db.prepare('UPDATE subscribers SET told = 1 WHERE name = ?').run(name),
    bury: (name, event, of) => bury(db, name, event, of),
    aside: (name, event, of) => putAside(db, name, event, of),
    deadTold: (name) => void db.prepare('UPDATE subscribers SET dead_told = 1 WHERE name = ?').run(name),
    recovered: (name) =>
      void db.prepare('UPDATE subscribers SET dead_run = 0, dead_told = 0 WHERE name = ?').run(name),
    names: () =>
      db
        .prepare('SELECT name FROM subscribers UNION SELECT subscriber FROM dead ORDER BY 1')
        .all()
        .map(({name}) => String(name)),
    forget: (name) => forget(db, name),
    replays: replayRows(db),
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
    close: () => db.isOpen && db.close(),
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

type Buried = Pick<Dead, 'at' | 'attempts' | 'error'>

function putAside(db: DatabaseSync, name: string, event: StoredEvent, {at, attempts, error}: Buried): void {
  db.prepare(
    'INSERT OR IGNORE INTO dead (subscriber, sequence, event, at, attempts, error) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(name, event.sequence, JSON.stringify(event), at, attempts, error)
}

function forget(db: DatabaseSync, name: string): void {
  transactions(db)(() => {
    db.prepare('DELETE FROM dead WHERE subscriber = ?').run(name)
    db.prepare('DELETE FROM replays WHERE subscriber = ?').run(name)
    db.prepare('DELETE FROM subscribers WHERE name = ?').run(name)
  })
}

type Row = Record<string, unknown>

function standingOf(row: Row): Standing {
  return {
    position: Number(row['position']),
    attempts: Number(row['attempts']),
    failingSince: Number(row['failing_since']),
    nextAt: Number(row['next_at']),
    error: String(row['error']),
    lastSuccess: Number(row['last_success']),
    told: row['told'] === 1,
    deadRun: Number(row['dead_run']),
    deadTold: row['dead_told'] === 1,
  }
}

function deadOf(row: Row): Dead {
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
