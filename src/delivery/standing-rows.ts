import type {DatabaseSync} from 'node:sqlite'

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

/** Where each subscriber stands. Each change is durable when it returns. */
export type StandingRows = {
  /** Of one that is new: it begins after `from`. */
  standing(subscriber: string, from: number): Standing
  /** Where it stands, if it was ever seen. */
  known(subscriber: string): Standing | undefined
  /** Everything up to here needs to be told no more. */
  passed(subscriber: string, position: number): void
  delivered(subscriber: string, position: number, now: number): void
  failed(subscriber: string, standing: Pick<Standing, 'attempts' | 'failingSince' | 'nextAt' | 'error'>): void
  outageTold(subscriber: string): void
  /** That events are put aside is on record; that no more are, too. */
  deadTold(subscriber: string): void
  recovered(subscriber: string): void
}

const healthy = "attempts = 0, failing_since = 0, next_at = 0, error = '', told = 0"

export function standingRows(db: DatabaseSync): StandingRows {
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
    deadTold: (name) => void db.prepare('UPDATE subscribers SET dead_told = 1 WHERE name = ?').run(name),
    recovered: (name) =>
      void db.prepare('UPDATE subscribers SET dead_run = 0, dead_told = 0 WHERE name = ?').run(name),
  }
}

function standingOf(row: Record<string, unknown>): Standing {
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
