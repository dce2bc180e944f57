import type {DatabaseSync, SQLInputValue} from 'node:sqlite'
import type {EventFilter, StoredEvent} from './journal.ts'
import {columns, told, type Row} from './stored-event.ts'

/** How many sequence numbers are asked for at once, and how many events are held at once. */
const [numbersAtOnce, eventsAtOnce] = [10_000, 100]

/** So few events are sooner looked through than the index. */
const few = 1_000

/**
 * The events that were there when the reading began and match, in order. Nothing is held open between two of them, so a
 * slow reader keeps nobody from writing.
 */
export function* read(db: DatabaseSync, filter: EventFilter): Generator<StoredEvent, void> {
  const {where, values} = conditions(filter)
  const end = Number(db.prepare('SELECT max(sequence) AS n FROM events').get()?.['n'])
  const from = `FROM events ${way(filter, end)} WHERE ${where} AND sequence > ?`
  const numbers = db.prepare(
    `SELECT sequence ${from} AND sequence <= ? ORDER BY sequence LIMIT ${numbersAtOnce}`,
    {returnArrays: true},
  )
  let after = start(db, filter, from, values)
  for (;;) {
    const found = numbers.all(...values, after, end).flat() as unknown[] as number[]
    yield* fetch(db, found)
    if (found.length < numbersAtOnce) return
    after = found.at(-1) ?? end
  }
}

/** How to find them. Left to itself SQLite reads the whole table where it could read an index. */
function way({types, plugin, who, since, correlation, after = 0}: EventFilter, end: number): string {
  if (correlation !== undefined) return 'INDEXED BY events_correlation'
  const filtered = [types, plugin, who, since].some((one) => one !== undefined)
  return filtered && end - after > few ? 'INDEXED BY events_about' : 'NOT INDEXED'
}

function* fetch(db: DatabaseSync, numbers: readonly number[]): Generator<StoredEvent, void> {
  const rows = db.prepare(
    `SELECT ${columns} FROM events WHERE sequence IN (SELECT value FROM json_each(?)) ORDER BY sequence`,
  )
  for (let i = 0; i < numbers.length; i += eventsAtOnce) {
    for (const row of rows.all(JSON.stringify(numbers.slice(i, i + eventsAtOnce))))
      yield told(row as unknown as Row)
  }
}

/** The number before the first event wanted. */
function start(
  db: DatabaseSync,
  {after = 0, limit}: EventFilter,
  from: string,
  values: SQLInputValue[],
): number {
  if (limit === undefined) return after
  const newest = `SELECT sequence ${from} ORDER BY sequence DESC LIMIT ?`
  const first = db.prepare(`SELECT min(sequence) AS n FROM (${newest})`).get(...values, after, limit)?.['n']
  return typeof first === 'number' ? first - 1 : Number.MAX_SAFE_INTEGER
}

function conditions({types, plugin, who, since, correlation}: EventFilter): {
  where: string
  values: SQLInputValue[]
} {
  const parts: [string, ...SQLInputValue[]][] = []
  if (types !== undefined) parts.push([`event_type IN (${types.map(() => '?').join()})`, ...types])
  if (plugin !== undefined) parts.push(['plugin = ?', plugin])
  if (who !== undefined) parts.push(['who = ?', who])
  if (since !== undefined) parts.push(['timestamp >= ?', new Date(since).toISOString()])
  if (correlation !== undefined) parts.push(['correlation_id = ?', correlation])
  return {
    where: ['TRUE', ...parts.map(([text]) => text)].join(' AND '),
    values: parts.flatMap(([, ...rest]) => rest),
  }
}
