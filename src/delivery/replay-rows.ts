import type {DatabaseSync} from 'node:sqlite'

/** That a subscriber is to be told again of the events after `position` up to `upTo`. Times in milliseconds since the epoch. */
export type ReplayRow = {
  readonly id: number
  readonly subscriber: string
  readonly position: number
  readonly upTo: number
  readonly by: string
  readonly at: number
  readonly attempts: number
  readonly failingSince: number
  readonly nextAt: number
}

/** What is to be told again. Each change is durable when it returns. */
export type ReplayRows = {
  add(row: Pick<ReplayRow, 'subscriber' | 'position' | 'upTo' | 'by' | 'at'>): number
  /** The oldest one of this subscriber that is not done. */
  first(subscriber: string): ReplayRow | undefined
  /** After which event the journal is needed for it; undefined where nothing is to be told again. */
  lowest(subscriber: string): number | undefined
  /** Everything up to here was told; the row is gone with its last event. */
  passed(row: ReplayRow, position: number): void
  failed(row: ReplayRow, of: Pick<ReplayRow, 'attempts' | 'failingSince' | 'nextAt'>): void
}

export const replayTable = `CREATE TABLE IF NOT EXISTS replays (
    id INTEGER PRIMARY KEY AUTOINCREMENT, subscriber TEXT NOT NULL, position INTEGER NOT NULL, up_to INTEGER NOT NULL,
    by TEXT NOT NULL, at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, failing_since INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL DEFAULT 0
  ) STRICT`

export function replayRows(db: DatabaseSync): ReplayRows {
  return {
    add: ({subscriber, position, upTo, by, at}) =>
      Number(
        db
          .prepare('INSERT INTO replays (subscriber, position, up_to, by, at) VALUES (?, ?, ?, ?, ?)')
          .run(subscriber, position, upTo, by, at).lastInsertRowid,
      ),
    first: (subscriber) => {
      const row = db
        .prepare(
          `SELECT id, subscriber, position, up_to AS upTo, by, at, attempts, failing_since AS failingSince, next_at AS nextAt
           FROM replays WHERE subscriber = ? ORDER BY id LIMIT 1`,
        )
        .get(subscriber)
      return row as ReplayRow | undefined
    },
    lowest: (subscriber) => {
      const row = db.prepare('SELECT min(position) AS low FROM replays WHERE subscriber = ?').get(subscriber)
      return typeof row?.['low'] === 'number' ? row['low'] : undefined
    },
    passed: ({id, upTo}, position) => {
      if (position >= upTo) db.prepare('DELETE FROM replays WHERE id = ?').run(id)
      else
        db.prepare(
          'UPDATE replays SET position = ?, attempts = 0, failing_since = 0, next_at = 0 WHERE id = ?',
        ).run(position, id)
    },
    failed: ({id}, {attempts, failingSince, nextAt}) =>
      void db
        .prepare('UPDATE replays SET attempts = ?, failing_since = ?, next_at = ? WHERE id = ?')
        .run(attempts, failingSince, nextAt, id),
  }
}
