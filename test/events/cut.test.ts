import {readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {DatabaseSync} from 'node:sqlite'
import {expect, onTestFinished, test} from 'vitest'
import type {Cut} from '../../src/events/cut.ts'
import {exportLines} from '../../src/events/export.ts'
import type {OpenJournal} from '../../src/events/journal.ts'
import type {Keep} from '../../src/events/prune.ts'
import {tablesOf} from '../../src/events/tables.ts'
import {verifyExport} from '../../src/events/verify-export.ts'
import {appendAll, callOf, draft, open, type Place} from './place.ts'
import {check, first, tamper, tempPlace} from './temp-journal.ts'

const never = new AbortController().signal
const all: Keep = {needed: Number.MAX_SAFE_INTEGER}
const about = {by: 'anna'}
const later = Date.parse('2100-01-01T00:00:00Z')

const cutTo = (journal: OpenJournal, to: number): Cut =>
  journal.cut(journal.planCut({since: later, needed: to}), about)

/** A journal of so many calls of three events, one a second. */
async function journalOf(calls: number, place: Place = tempPlace(), lasting: readonly string[] = []) {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const journal = open(place, {now: () => (now += 1000), lasting})
  onTestFinished(() => journal.close())
  for (let n = 0; n < calls; n++) await appendAll(journal, callOf(`call-${n}`))
  return {place, journal}
}

test('what is left follows a signed cut, which says what went, when and by whom', async () => {
  const {place, journal} = await journalOf(5)
  const cut = cutTo(journal, 6)
  expect(cut).toMatchObject({
    sequence: 6,
    count: 6,
    firstAt: '2026-01-01T00:00:01.000Z',
    lastAt: '2026-01-01T00:00:06.000Z',
    by: 'anna',
    why: 'age',
    event: 16,
  })
  const seen = () => [...journal.read({})].map(({sequence}) => sequence)
  expect(seen()).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
  expect([...journal.read({types: ['AUDIT_PRUNED']})]).toMatchObject([
    {sequence: 16, payload: {sequence: 6, hash: cut.hash, count: 6, by: 'anna', why: 'age'}},
  ])
  const whole = {ok: true, notes: [], events: 10, proved: 16, cut: {sequence: 6, by: 'anna'}}
  expect(await check(place)).toMatchObject(whole)
  await journal.sweep(never)
  expect(seen()).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
  expect(await check(place)).toMatchObject(whole)
  const again = cutTo(journal, 12)
  expect(again).toMatchObject({sequence: 12, count: 6, event: 17})
  await journal.sweep(never)
  expect(await check(place)).toMatchObject({ok: true, events: 5, cut: {sequence: 12}})
})

test('calls that have not ended, what somebody needs, and the newest event stay', async () => {
  const {journal} = await journalOf(3)
  await appendAll(journal, callOf('open').slice(0, 2))
  await appendAll(journal, callOf('later'))
  const old = {since: later}
  expect(journal.planCut({...old, ...all})).toMatchObject({from: 1, to: 9, count: 9, held: 'calls'})
  expect(journal.planCut({...old, needed: 4})).toMatchObject({to: 4, held: 'needed'})
  expect(journal.planCut({...all, since: Date.parse('2026-01-01T00:00:05Z')})).toMatchObject({
    to: 4,
    count: 4,
  })
  expect(journal.planCut({...all, since: Date.parse('2026-01-01T00:00:05Z')})).not.toHaveProperty('held')
  expect(journal.planCut(all)).toMatchObject({count: 0})
  const plan = journal.planCut({...old, ...all})
  expect(() => journal.cut({...plan, to: 10, count: 10}, about)).toThrow(/meanwhile/)
  await journal.append(draft('CALL_FINISHED', {call: 'open', outcome: 'ok'}))
  expect(journal.planCut({...old, ...all})).toMatchObject({to: journal.newest() - 1})
  cutTo(journal, 4)
  expect(() => journal.cut(plan, about)).toThrow(/meanwhile/)
})

test('a call that lasts as long as its process keeps nothing from being cut away', async () => {
  const {journal} = await journalOf(1, tempPlace(), ['server_start'])
  const serving = {call: 'serving', tool: 'server_start'}
  await appendAll(journal, [draft('CALL_REQUESTED', serving), ...callOf('later'), ...callOf('last')])
  expect(journal.planCut({since: later, ...all})).toMatchObject({from: 1, to: 9})
  cutTo(journal, 9)
  await journal.sweep(never)
  await appendAll(journal, callOf('after'))
  expect(journal.planCut({since: later, ...all})).toMatchObject({from: 10, to: 13})
  await journal.append(draft('CALL_FINISHED', {...serving, outcome: 'ok'}))
  expect(journal.openCalls()).toEqual([])
})

test('an event that claims to be older, or younger, takes nothing along with it', async () => {
  const place = tempPlace()
  let now = Date.parse('2026-03-01T00:00:00Z')
  const journal = open(place, {now: () => now})
  onTestFinished(() => journal.close())
  await appendAll(journal, callOf('young'))
  now = Date.parse('1970-01-02T00:00:00Z')
  await appendAll(journal, callOf('reset'))
  expect(journal.planCut({...all, since: Date.parse('2026-01-01T00:00:00Z')})).toMatchObject({count: 0})
})

/** What an owner of the file without the host's key could do about a cut. */
const frauds: readonly (readonly [name: string, change: (db: DatabaseSync) => unknown, code: string])[] = [
  ['more removed', (db) => db.exec('DELETE FROM events WHERE sequence < 10'), 'journal_gap'],
  ['the cut forgotten', (db) => db.exec('DELETE FROM cut'), 'journal_gap'],
  [
    'the cut moved',
    (db) =>
      db.exec(
        'UPDATE cut SET sequence = 9, hash = (SELECT hash FROM events WHERE sequence = 9); DELETE FROM events WHERE sequence < 10',
      ),
    'cut_forged',
  ],
  [
    'another author',
    (db) => db.exec("UPDATE cut SET statement = replace(statement, 'anna', 'eve')"),
    'cut_forged',
  ],
  ['no statement', (db) => db.exec("UPDATE cut SET statement = 'null'"), 'cut_forged'],
  [
    'an event edited',
    (db) => db.exec("UPDATE events SET source = 'mcp' WHERE sequence = 8"),
    'journal_edited',
  ],
  [
    'the first edited',
    (db) => db.exec("UPDATE events SET source = 'mcp' WHERE sequence = 7"),
    'journal_edited',
  ],
  [
    'the record of it retyped',
    (db) => db.exec("UPDATE events SET event_type = 'TEST' WHERE event_type = 'AUDIT_PRUNED'"),
    'journal_edited',
  ],
]

test.each(frauds)('fraud: %s', async (_, change, code) => {
  const {place, journal} = await journalOf(5)
  cutTo(journal, 6)
  await journal.sweep(never)
  await appendAll(journal, callOf('more'))
  expect(await check(place)).toMatchObject({ok: true})
  tamper(place, change)
  expect((await check(place)).findings.map(({problem}) => problem.code)).toContain(code)
})

test('a cut that another key signed is none; a head from before it can be held against nothing', async () => {
  const {place, journal} = await journalOf(5)
  const old = journal.head() ?? {sequence: 0, hash: ''}
  cutTo(journal, 15)
  expect(await check(place, {expectHead: {sequence: 3, hash: 'f'.repeat(64)}})).toMatchObject({
    ok: true,
    notes: [{code: 'head_cut'}],
  })
  expect(first(await check(place, {expectHead: old}))).toBe('ok')
  expect(await check(place, {key: join(place.folder, 'none')})).toMatchObject({
    findings: [{problem: {code: 'host_key_missing'}}],
    notes: expect.arrayContaining([expect.objectContaining({code: 'cut_unproved'})]) as unknown,
  })
  const other = tempPlace()
  open(other).head({sequence: 1, hash: 'a'.repeat(64)})
  expect(first(await check(place, {key: other.key}))).toEqual([14, 'cut_forged'])
})

test('what was cut away, and what is left, are exports that follow one another', async () => {
  const {place, journal} = await journalOf(6)
  const file = join(place.folder, 'export.jsonl')
  const write = (lines: Iterable<string>) => writeFileSync(file, `${[...lines].join('\n')}\n`)
  write(exportLines(journal, 6))
  expect(await verifyExport(file)).toMatchObject({ok: true, events: 6, head: {sequence: 6}})
  const {hash} = cutTo(journal, 6)
  write(exportLines(journal, 12))
  expect(await verifyExport(file)).toMatchObject({ok: true, events: 6, cut: {sequence: 6, hash, by: 'anna'}})
  write(exportLines(journal))
  expect(await verifyExport(file)).toMatchObject({ok: true, events: 13, head: {sequence: 19}})
  const text = readFileSync(file, 'utf8')
  const changed = (change: (text: string) => string) => {
    writeFileSync(file, change(text))
    return verifyExport(file)
  }
  expect(first(await changed((all) => all.replace('"by":"anna"', '"by":"eve"')))).toEqual([6, 'cut_forged'])
  expect(first(await changed((all) => all.slice(all.indexOf('\n') + 1)))).toEqual([1, 'journal_gap'])
  expect(first(await changed((all) => all.split('\n').toSpliced(1, 1).join('\n')))).toEqual([
    7,
    'journal_gap',
  ])
})

test('the file shrinks, also one that an older Parrot made, while others write', async () => {
  for (const older of [false, true]) {
    const place = tempPlace()
    if (older) makeOld(place)
    const {journal} = await journalOf(0, place)
    await appendAll(
      journal,
      Array.from({length: 300}, (_, n) => draft('ERROR_OCCURRED', {n, text: 'x'.repeat(5000)})),
    )
    journal.close()
    const before = statSync(place.file).size
    const again = open(place)
    onTestFinished(() => again.close())
    cutTo(again, 290)
    const [freed] = await Promise.all([
      again.sweep(never),
      (async () => {
        for (let n = 0; n < 20; n++) await again.append(draft())
      })(),
    ])
    expect(freed).toBeGreaterThan(before / 2)
    again.close()
    expect(statSync(place.file).size).toBeLessThan(before / 4)
    expect(await check(place)).toMatchObject({ok: true, events: 31})
  }
})

test('a journal that is too large is cut to nine tenths of what it may be', async () => {
  const {journal} = await journalOf(0)
  await appendAll(
    journal,
    Array.from({length: 120}, (_, n) => draft('ERROR_OCCURRED', {n, text: 'y'.repeat(4500)})),
  )
  const plan = journal.planCut({...all, bytes: 400_000})
  expect(plan).toMatchObject({why: 'size', from: 1})
  journal.cut(plan, about)
  // What is cut away and not swept yet counts for nothing: else a sweep that was stopped would have the rest cut away, too.
  expect(journal.planCut({...all, bytes: 400_000})).toMatchObject({count: 0})
  await journal.sweep(never)
  expect(journal.planCut({...all, bytes: 400_000})).toMatchObject({count: 0})
  expect(journal.newest() - plan.to).toBeGreaterThan(30)
})

/** As the first version made it, before anything was written. */
function makeOld(place: Place): void {
  open(place).close()
  tamper(place, (db) => {
    for (const table of ['events', 'open_calls', 'cut']) db.exec(`DROP TABLE ${table}`)
    for (const statement of tablesOf(1)) db.exec(statement)
    db.exec('PRAGMA auto_vacuum=NONE; PRAGMA user_version=1')
  })
  tamper(place, (db) =>
    db.exec('PRAGMA journal_mode=DELETE; PRAGMA auto_vacuum=NONE; VACUUM; PRAGMA journal_mode=WAL'),
  )
}

test.for([1, 2])('a journal that version %i wrote is brought up with all that is in it', async (version) => {
  const {place, journal} = await journalOf(2)
  const events = [...journal.read({})]
  journal.close()
  tamper(place, (db) => {
    const has = (sql: string) => tablesOf(version).includes(sql)
    for (const sql of tablesOf(3).filter((one) => !has(one)))
      db.exec(`DROP ${String(/(?:TABLE|INDEX) \w+/.exec(sql)?.[0])}`)
    for (const sql of tablesOf(version).filter((one) => !tablesOf(3).includes(one))) db.exec(sql)
    db.exec(`PRAGMA user_version=${version}`)
  })
  expect(await check(place)).toMatchObject({ok: true})
  const again = open(place)
  await again.append(draft('ERROR_OCCURRED', {n: 1}))
  expect([...again.read({})].slice(0, -1)).toEqual(events)
  again.close()
  expect(await check(place)).toMatchObject({ok: true, events: events.length + 1})
})
