import type {DatabaseSync, SQLInputValue} from 'node:sqlite'
import {outcomes, type Outcome} from '../outcomes.ts'
import type {EventFilter} from './journal.ts'
import {bounds, conditions, indexFor} from './read.ts'

/** Milliseconds that calls took: half of them, and nineteen of twenty, no longer than that. Null where none has ended. */
export type Durations = {readonly p50: number | null; readonly p95: number | null}

export type Stats = {
  readonly events: number
  /** The times that the first and the last bear; null where there is none. */
  readonly from: string | null
  readonly to: string | null
  readonly types: readonly {readonly type: string; readonly count: number}[]
  /** Of calls that ended. */
  readonly calls: Counted & Durations
  readonly outcomes: readonly {readonly outcome: string; readonly count: number}[]
  /** Those that asked for most: which of many is cut off behind `most`. */
  readonly callers: readonly (Counted & {readonly who: string; readonly door: string})[]
  readonly tools: readonly (Counted & Durations & {readonly tool: string})[]
}

type Counted = {readonly calls: number; readonly failed: number}

/** So many callers and tools at most: whoever asks for names that are none can make any number. */
const most = 100

/** It may be so by what somebody asked for, or by what was found; anything else is a failure. */
const well: ReadonlySet<string> = new Set<Outcome>([
  'ok',
  'findings',
  'invalid_input',
  'needs_input',
  'unknown',
  'cancelled',
])
const failures = Object.keys(outcomes).filter((outcome) => !well.has(outcome))
const failed = `count(*) FILTER (WHERE outcome IN (${failures.map((outcome) => `'${outcome}'`).join()}))`

/** What happened how often, of the events that match. Counted by SQLite; no event is held. */
export function statsOf(db: DatabaseSync, filter: EventFilter): Stats {
  const {cut, end} = bounds(db)
  const after = Math.max(cut, filter.after ?? 0)
  const {where, values} = conditions(filter)
  const from = `FROM events ${indexFor(filter, end - after)} WHERE ${where} AND sequence > ? AND sequence <= ?`
  const all = (sql: string): Record<string, never>[] =>
    db.prepare(sql).all(...values, after, end) as Record<string, never>[]
  const span = all(`SELECT min(timestamp) AS first, max(timestamp) AS last, count(*) AS n ${from}`)[0]
  const ended = endedOf(db, from, [...values, after, end])
  return {
    events: Number(span?.['n']),
    from: span?.['first'] ?? null,
    to: span?.['last'] ?? null,
    types: all(`SELECT event_type AS type, count(*) AS count ${from} GROUP BY 1 ORDER BY 2 DESC, 1`).map(
      plain,
    ) as unknown as Stats['types'],
    ...ended,
  }
}

/** In a table of this connection's own, so that each payload is read once. */
function endedOf(
  db: DatabaseSync,
  from: string,
  values: readonly SQLInputValue[],
): Pick<Stats, 'calls' | 'outcomes' | 'callers' | 'tools'> {
  db.exec('DROP TABLE IF EXISTS temp.ended')
  try {
    db.prepare(
      `CREATE TEMP TABLE ended AS
       SELECT payload ->> '$.tool' AS tool, payload ->> '$.outcome' AS outcome, payload ->> '$.who' AS who,
         payload ->> '$.door' AS door, payload ->> '$.ms' AS ms
       ${from} AND event_type = 'CALL_FINISHED' AND json_valid(payload)`,
    ).run(...values)
    const all = (sql: string) => db.prepare(sql).all().map(plain)
    const [sum] = all(timed("'all'")) as unknown as Stats['tools']
    const {tool: _, ...calls} = sum ?? {tool: '', calls: 0, failed: 0, p50: null, p95: null}
    return {
      calls,
      outcomes: all(
        'SELECT outcome, count(*) AS count FROM ended GROUP BY 1 ORDER BY 2 DESC, 1',
      ) as unknown as Stats['outcomes'],
      callers: all(
        `SELECT who, coalesce(door, '') AS door, count(*) AS calls, ${failed} AS failed FROM ended
         GROUP BY 1, 2 ORDER BY 3 DESC, 1 LIMIT ${most}`,
      ) as unknown as Stats['callers'],
      tools: all(timed('tool')) as unknown as Stats['tools'],
    }
  } finally {
    db.exec('DROP TABLE IF EXISTS temp.ended')
  }
}

/** The nearest rank: a duration that there was. One that is not known is not counted among them. */
const timed = (by: string) =>
  `WITH ranked AS (
     SELECT ${by} AS tool, outcome, ms, row_number() OVER (PARTITION BY ${by} ORDER BY ms NULLS LAST) AS at,
       count(ms) OVER (PARTITION BY ${by}) AS known
     FROM ended
   )
   SELECT tool, count(*) AS calls, ${failed} AS failed,
     max(ms) FILTER (WHERE at = (known + 1) / 2) AS p50, max(ms) FILTER (WHERE at = (known * 95 + 99) / 100) AS p95
   FROM ranked GROUP BY tool ORDER BY calls DESC, tool LIMIT ${most}`

const plain = (row: object) => ({...row})
