import type {DatabaseSync} from 'node:sqlite'
import {expect, test} from 'vitest'
import type {EventFilter} from '../../src/events/journal.ts'
import {rechained, replaceRows} from './forge.ts'
import {appendAll, callOf, open} from './place.ts'
import {start} from './program.ts'
import {check, first, tamper, tempPlace, written} from './temp-journal.ts'

test('an untouched journal is found to be what was written', async () => {
  const {place, events} = await written()
  expect(await check(place)).toEqual({
    ok: true,
    findings: [],
    notes: [],
    events: 12,
    head: {sequence: 12, hash: events[11]?.hash},
    proved: 12,
    heads: 3,
    setBack: 0,
  })
})

test('a journal that was never written to, or is not there, has nothing wrong', async () => {
  const place = tempPlace()
  expect(await check(place)).toMatchObject({ok: true, events: 0, proved: 0, notes: []})
  open(place).close()
  expect(await check(place)).toMatchObject({ok: true, events: 0, proved: 0, notes: []})
})

type Rows = Parameters<typeof rechained>[0]
type Change = readonly [name: string, change: (db: DatabaseSync) => unknown, sequence: number, code: string]

const edited = [
  "event_type = 'ERROR_OCCURRED'",
  "timestamp = '2026-01-01T00:00:00.000Z'",
  "source = 'mcp'",
].concat([
  "correlation_id = 'x'",
  "payload = json_set(payload, '$.who', 'eve')",
  "payload = replace(payload, ',', ', ')",
  'hash = substr(hash, 2) || substr(hash, 1, 1)',
])

const copy = (number: number, of: number) =>
  `INSERT INTO events SELECT ${number}, event_type, timestamp, plugin, who, source, correlation_id, hash, payload FROM events WHERE sequence = ${of}`

/** Each is one that the file's owner could make. No head is asked: the chain alone has to tell. */
const changes: readonly Change[] = [
  ...edited.map((set): Change => [
    `set ${set}`,
    (db) => db.exec(`UPDATE events SET ${set} WHERE sequence = 5`),
    5,
    'journal_edited',
  ]),
  [
    'the first edited',
    (db) => db.exec("UPDATE events SET source = 'mcp' WHERE sequence = 1"),
    1,
    'journal_edited',
  ],
  [
    'the last edited',
    (db) => db.exec("UPDATE events SET source = 'mcp' WHERE sequence = 12"),
    12,
    'journal_edited',
  ],
  ['one removed', (db) => db.exec('DELETE FROM events WHERE sequence = 5'), 5, 'journal_gap'],
  ['the first removed', (db) => db.exec('DELETE FROM events WHERE sequence = 1'), 1, 'journal_gap'],
  ['three removed', (db) => db.exec('DELETE FROM events WHERE sequence BETWEEN 5 AND 7'), 5, 'journal_gap'],
  [
    'one removed and numbered anew',
    (db) => replaceRows(db, (rows) => rows.toSpliced(4, 1)),
    5,
    'journal_removed',
  ],
  [
    'three removed and numbered anew',
    (db) => replaceRows(db, (rows) => rows.toSpliced(4, 3)),
    5,
    'journal_removed',
  ],
  ['two neighbours swapped', (db) => replaceRows(db, (rows) => swapped(rows, 4, 5)), 5, 'journal_moved'],
  ['two far ones swapped', (db) => replaceRows(db, (rows) => swapped(rows, 4, 9)), 5, 'journal_moved'],
  [
    'one moved up',
    (db) => replaceRows(db, (rows) => rows.toSpliced(9, 1).toSpliced(4, 0, ...rows.slice(9, 10))),
    5,
    'journal_moved',
  ],
  [
    'one put in',
    (db) => replaceRows(db, (rows) => rows.toSpliced(4, 0, ...madeUp(rows))),
    5,
    'journal_inserted',
  ],
  ['one put in with a right hash', (db) => replaceRows(db, withOneRight), 5, 'journal_inserted'],
  [
    'one put in before all',
    (db) => replaceRows(db, (rows) => rows.toSpliced(0, 0, ...madeUp(rows))),
    1,
    'journal_inserted',
  ],
  ['one put in as number 0', (db) => db.exec(copy(0, 1)), 0, 'journal_repeated'],
  ['one put in as number 99', (db) => db.exec(copy(99, 1)), 13, 'journal_gap'],
  ['a number beyond what can be counted', (db) => db.exec(copy(2 ** 60, 1)), 13, 'journal_unreadable'],
  [
    'a trigger',
    (db) => db.exec('CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM events; END'),
    0,
    'journal_altered',
  ],
  ['an index dropped', (db) => db.exec('DROP INDEX events_filter'), 0, 'journal_altered'],
  [
    'a view in place of the table',
    (db) => db.exec('ALTER TABLE events RENAME TO e; CREATE VIEW events AS SELECT * FROM e'),
    0,
    'journal_altered',
  ],
]

function swapped<T>(rows: readonly T[], a: number, b: number): T[] {
  return rows.with(a, rows[b] as T).with(b, rows[a] as T)
}

const madeUp = (rows: Rows) => rows.slice(0, 1).map((row) => ({...row, payload: '{"who":"eve"}'}))

function withOneRight(rows: Rows) {
  return [...rechained([...rows.slice(0, 4), ...madeUp(rows)]), ...rows.slice(4)]
}

test.for(changes)('the chain alone tells: %s', async ([, change, sequence, code]) => {
  const {place} = await written()
  expect(first(await check(place, {sinks: []}))).toBe('ok')
  tamper(place, change)
  const verified = await check(place, {sinks: []})
  expect(first(verified)).toEqual([sequence, code])
  expect(verified.head.sequence).toBeLessThanOrEqual(Math.max(12, sequence))
})

const hidden = async (change: (db: DatabaseSync) => void, filter: EventFilter) => {
  const {place} = await written()
  tamper(place, change)
  const journal = open(place)
  const numbers = [...journal.read(filter)].map(({sequence}) => sequence)
  journal.close()
  return [numbers.includes(5), first(await check(place))]
}

test('an index that hides an event from a filter is found, though every event is right', async () => {
  const lie = (db: DatabaseSync) => {
    const of = "FROM sqlite_schema WHERE name = 'events_correlation'"
    const {sql} = db.prepare(`SELECT sql ${of}`).get() as {sql: string}
    db.exec('DROP INDEX events_correlation')
    db.exec("CREATE INDEX events_correlation ON events (iif(sequence = 5, 'x', correlation_id))")
    db.exec('PRAGMA writable_schema = ON')
    db.prepare("UPDATE sqlite_schema SET sql = ? WHERE name = 'events_correlation'").run(sql)
  }
  expect(await hidden(() => {}, {correlation: 'call-1'})).toEqual([true, 'ok'])
  expect(await hidden(lie, {correlation: 'call-1'})).toEqual([false, [0, 'journal_index']])
})

test('a label beside the payload that hides an event from a filter is found', async () => {
  const lie = (set: string) => (db: DatabaseSync) => db.exec(`UPDATE events SET ${set} WHERE sequence = 5`)
  expect(await hidden(lie("who = 'eve'"), {who: 'anna'})).toEqual([false, [0, 'journal_index']])
  expect(await hidden(lie('plugin = NULL'), {plugin: 'hello'})).toEqual([false, [0, 'journal_index']])
})

test('a verification may begin at an anchor, and no other event passes for it', async () => {
  const {place, events} = await written()
  const [, , , anchor, other] = events
  tamper(place, (db) => db.exec('DELETE FROM events WHERE sequence <= 4'))
  expect(first(await check(place))).toEqual([1, 'journal_gap'])
  expect(await check(place, {anchor: {sequence: 4, hash: anchor?.hash ?? ''}})).toMatchObject({
    ok: true,
    events: 8,
    heads: 3,
    proved: 12,
  })
  const before = {
    anchor: {sequence: 4, hash: anchor?.hash ?? ''},
    expectHead: {sequence: 2, hash: anchor?.hash ?? ''},
  }
  expect(first(await check(place, before))).toEqual([2, 'journal_gap'])
  expect(first(await check(place, {anchor: {sequence: 4, hash: other?.hash ?? ''}, sinks: []}))).toEqual([
    5,
    'journal_edited',
  ])
})

test('others may write while it is verified', async () => {
  const place = tempPlace()
  const journal = open(place)
  await appendAll(journal, callOf('first'))
  const writer = start('writer.ts', place.folder, '2000')
  expect(await writer.line()).toBeDefined()
  let rounds = 0
  for (let running = true; running; rounds++) {
    running = (await Promise.race([writer.ended, check(place)])) !== 0
    expect(first(await check(place))).toBe('ok')
  }
  expect(rounds).toBeGreaterThan(1)
  journal.close()
})
