import type {DatabaseSync, SQLInputValue} from 'node:sqlite'
import type {EventFilter, StoredEvent} from './journal.ts'
import {columns, told, type Row} from './stored-event.ts'
import {typesLike} from './type-pattern.ts'

/** How many sequence numbers are asked for at once, and how many events are held at once. */
const [numbersAtOnce, eventsAtOnce] = [10_000, 100]

/** So few events are sooner looked through than the index. */
const few = 5_000

/**
 * The events that were there when the reading began and match, in order. Nothing is held open between two of them, so a
 * slow reader keeps nobody from writing.
 */
export function* read(db: DatabaseSync, filter: EventFilter): Generator<StoredEvent, void> {
  const {cut, end} = bounds(db)
  let after = Math.max(cut, filter.after ?? 0)
  if (filter.limit !== undefined) return yield* fetch(db, newest(db, {...filter, after}, filter.limit, end))
  for (;;) {
    const found = numbersOf(db, filter, {after, end, order: 'ASC', most: numbersAtOnce})
    yield* fetch(db, found)
    if (found.length < numbersAtOnce) return
    after = found.at(-1) ?? end
  }
}

/** The last event that was cut away, and the newest. */
export function bounds(db: DatabaseSync): {readonly cut: number; readonly end: number} {
  const {cut, end} =
    db
      .prepare(
        'SELECT (SELECT max(sequence) FROM events) AS end, coalesce((SELECT sequence FROM cut), 0) AS cut',
      )
      .get() ?? {}
  return {cut: Number(cut), end: Number(end)}
}

/** What is asked for most is found among the last events; only where it is not, all are asked. */
function newest(db: DatabaseSync, filter: EventFilter, limit: number, end: number): number[] {
  const {after = 0} = filter
  const span = {end, order: 'DESC', most: limit} as const
  const near = Math.max(after, end - few)
  const found = numbersOf(db, filter, {...span, after: near})
  const enough = found.length >= limit || near === after
  return (enough ? found : numbersOf(db, filter, {...span, after})).toReversed()
}

type Span = {
  readonly after: number
  readonly end: number
  readonly order: 'ASC' | 'DESC'
  readonly most: number
}

function numbersOf(db: DatabaseSync, filter: EventFilter, {after, end, order, most}: Span): number[] {
  const {where, values} = conditions(filter)
  const from = `FROM events ${indexFor(filter, end - after)} WHERE ${where} AND sequence > ? AND sequence <= ?`
  const query = db.prepare(`SELECT sequence ${from} ORDER BY sequence ${order} LIMIT ?`, {returnArrays: true})
  return query.all(...values, after, end, Math.max(0, most)).flat() as unknown[] as number[]
}

/** How to find them. Left to itself SQLite reads the whole table where it could read an index. */
export function indexFor({types, plugin, who, since, until, correlation}: EventFilter, span: number): string {
  if (correlation !== undefined) return 'INDEXED BY events_correlation'
  const narrows = [types, plugin, who, since, until].some((one) => one !== undefined)
  return narrows && span > few ? 'INDEXED BY events_filter' : 'NOT INDEXED'
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

export function conditions({types, plugin, who, since, until, correlation}: EventFilter): {
  where: string
  values: SQLInputValue[]
} {
  const parts: [string, ...SQLInputValue[]][] = []
  if (types !== undefined) parts.push(ofTypes(types))
  if (plugin !== undefined) parts.push(['plugin = ?', plugin])
  if (who !== undefined) parts.push(['who = ?', who])
  if (since !== undefined) parts.push(['timestamp >= ?', new Date(since).toISOString()])
  if (until !== undefined) parts.push(['timestamp < ?', new Date(until).toISOString()])
  if (correlation !== undefined) parts.push(['correlation_id = ?', correlation])
  return {
    where: ['TRUE', ...parts.map(([text]) => text)].join(' AND '),
    values: parts.flatMap(([, ...rest]) => rest),
  }
}

function ofTypes(types: readonly string[]): [string, ...string[]] {
  const all = types.flatMap((type) => (type.includes('*') ? typesLike(type) : type))
  return [`event_type IN (${all.map(() => '?').join()})`, ...all]
}
