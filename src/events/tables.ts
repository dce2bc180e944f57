/** What `PRAGMA user_version` says of a journal with these tables. */
export const tablesVersion = 2

/** "parr": tells `file` and `sqlite3` what this database is. */
export const applicationId = 0x70617272

/** A text of the payload by its name, as the columns beside it hold it: null where there is none. */
export const labelled = (name: 'plugin' | 'who') =>
  `iif(json_type(payload, '$.${name}') = 'text', payload ->> '$.${name}', NULL)`

/**
 * `events` is the chain. `plugin` and `who` are copies out of the payload; all else was hashed. One index holds everything
 * that a filter asks for but the correlation: read through from end to end it is a tenth of the table, and an event that
 * touches fewer pages is sooner on disk. `open_calls` follows the events in the same transaction: what was requested and
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
 * the signed statement about it; what is not above it is gone, also where it is still being removed. `events_time` finds an hour
 * among a million events.
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

/** The statements that make a journal of each version what the next one is. */
export const steps: readonly (readonly string[])[] = [first, second]

/** All that make a journal of this version. */
export const tablesOf = (version: number) => steps.slice(0, version).flat()
