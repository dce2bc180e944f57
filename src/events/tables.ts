/** What `PRAGMA user_version` says of a journal with these tables. */
export const tablesVersion = 1

/** "parr": tells `file` and `sqlite3` what this database is. */
export const applicationId = 0x70617272

/** Nearly all events are of calls. An index of their types would cost each of them a page and narrow nothing down. */
export const rareType = "event_type NOT IN ('CALL_REQUESTED', 'CALL_DECIDED', 'CALL_FINISHED')"

/**
 * `events` is the chain; its text columns are what was hashed. `plugin` and `who` are read from the payload, so they cannot
 * disagree with it. `open_calls` follows the events in the same transaction: what was requested and has not finished.
 */
export const tables = [
  `CREATE TABLE events (
    sequence INTEGER PRIMARY KEY,
    event_type TEXT NOT NULL,
    timestamp TEXT NOT NULL,
    payload TEXT NOT NULL,
    source TEXT NOT NULL,
    correlation_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    plugin TEXT AS (payload ->> '$.plugin') VIRTUAL,
    who TEXT AS (payload ->> '$.who') VIRTUAL
  ) STRICT`,
  `CREATE INDEX events_type ON events (event_type) WHERE ${rareType}`,
  'CREATE INDEX events_timestamp ON events (timestamp)',
  'CREATE INDEX events_correlation ON events (correlation_id)',
  'CREATE INDEX events_plugin ON events (plugin) WHERE plugin IS NOT NULL',
  'CREATE INDEX events_who ON events (who) WHERE who IS NOT NULL',
  `CREATE INDEX events_runs ON events (payload ->> '$.tool', payload ->> '$.outcome')
    WHERE event_type = 'CALL_FINISHED'`,
  `CREATE TABLE open_calls (
    call TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL,
    process TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
] as const
