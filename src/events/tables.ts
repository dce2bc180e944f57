/** What `PRAGMA user_version` says of a journal with these tables. */
export const tablesVersion = 3

/** "parr": tells `file` and `sqlite3` what this database is. */
export const applicationId = 0x70617272

/** A text of the payload by its name, as the columns beside it hold it: null where there is none. */
export const labelled = (name: 'plugin' | 'who') =>
  `iif(json_type(payload, '$.${name}') = 'text', payload ->> '$.${name}', NULL)`

/**
 * `events` is the chain. `plugin` and `who` are copies out of the payload; all else was hashed. `open_calls` follows the events in the same transaction: what was requested and
 * has not finished.
 */
const first = [
  `CREATE TABLE events (
    sequence INTEGER PRIMARY KEY,
    event_type TEXT NOT NULL,
    timestamp TEXT NOT NULL,
    plugin TEXT,
    who TEXT,
    source TEXT NOT NULL,
    correlation_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    payload TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX events_about ON events (plugin, who, event_type, timestamp)',
  'CREATE INDEX events_correlation ON events (correlation_id)',
  `CREATE INDEX events_runs ON events (payload ->> '$.tool', payload ->> '$.outcome')
    WHERE event_type = 'CALL_FINISHED'`,
  `CREATE TABLE open_calls (
    call TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL,
    process TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
] as const

/**
 * What the second version has more. `cut` has one row once events were cut away: the last of them, whose hash the rest follows, and
 * the signed statement about it; what is not above it is gone, also where it is still being removed.
 */
const second = [
  `CREATE TABLE cut (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    sequence INTEGER NOT NULL,
    hash TEXT NOT NULL,
    statement TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX events_time ON events (timestamp, event_type)',
] as const

/**
 * What the third has in place of two indices. One holds everything that a filter asks for but the correlation: read through from end to
 * end it is a tenth of the table. Time comes first in it, so events are added at its end, which touches few pages: what an
 * event touches is written and waited for.
 */
const third = [
  'DROP INDEX IF EXISTS events_about',
  'DROP INDEX IF EXISTS events_time',
  'CREATE INDEX events_filter ON events (timestamp, event_type, plugin, who)',
] as const

/** The statements that make a journal of each version what the next one is. */
export const steps: readonly (readonly string[])[] = [first, second, third]

/** All that make a journal of this version. */
export function tablesOf(version: number): readonly string[] {
  const all = steps.slice(0, version).flat()
  const dropped = all.flatMap((sql) => /^DROP INDEX IF EXISTS (\w+)$/.exec(sql)?.[1] ?? [])
  return all.filter(
    (sql) => !sql.startsWith('DROP ') && !dropped.some((name) => sql.startsWith(`CREATE INDEX ${name} `)),
  )
}
