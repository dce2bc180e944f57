import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {runMissed} from '../../../src/clock/run.ts'
import {defaults} from '../../../src/config/config.ts'
import {pathsFor} from '../../../src/config/paths.ts'
import {clockOf, type Clock} from '../../../src/host/cron/clock.ts'
import {readSchedule, scheduleFile, writeSchedule} from '../../../src/host/cron/entries.ts'
import type {Entry} from '../../../src/host/cron/entry.ts'
import type {Parrot} from '../../../src/host/parrot.ts'
import {openHostJournal} from '../../../src/host/journal.ts'
import type {CallResult} from '../../../src/host/request.ts'
import type {Outcome} from '../../../src/outcomes.ts'
import {newHome, put} from '../../home.ts'

const uid = process.getuid?.() ?? -1

const entry = (more: Partial<Entry> = {}): Entry => ({
  id: 'nightly',
  tool: 'hello',
  input: {},
  at: 'hourly',
  role: 'cron',
  author: {name: 'ada', uid},
  created: '2026-05-01T10:00:00.000Z',
  missed: 'skip',
  timer: 'cron',
  since: '2026-05-01T10:00:00.000Z',
  ...more,
})

/** A schedule on disk, the real journal beside it, and a clock that says what the test wants. */
async function stage(...entries: readonly Entry[]) {
  const paths = pathsFor(newHome())
  const journal = await openHostJournal(paths, defaults, uid, [])
  onTestFinished(() => journal.close())
  writeSchedule(paths, {entries})
  let now = 0
  const clock: Clock = clockOf({
    paths,
    uid,
    zone: () => 'Europe/Berlin',
    now: () => now,
    newId: () => 'look',
    record: (event) => journal.append(event),
  })
  const ran = (outcome: Outcome = 'ok') => ({call: 'c1', tool: 'hello', outcome, problems: [], ms: 1})
  return {
    paths,
    clock,
    at: (iso: string) => void (now = Date.parse(iso)),
    run: (outcome?: Outcome, id = 'nightly') => clock.run(id, async (): Promise<CallResult> => ran(outcome)),
    entries: () => readSchedule(paths, uid).entries,
    missed: () =>
      [...journal.read({types: ['SCHEDULE_MISSED']})].map(({payload}) => {
        const {entry, count, first, last, because} = payload as Record<string, string>
        return [entry, count, first?.slice(5, 16), last?.slice(5, 16), because]
      }),
  }
}

describe('what was missed', () => {
  test('is on record when the entry starts again, once', async () => {
    const {at, run, missed, entries} = await stage(entry())
    at('2026-05-01T13:00:01Z')
    expect(await run()).toMatchObject({outcome: 'ok'})
    const both = [['nightly', 2, '05-01T11:00', '05-01T12:00', 'not_started']]
    expect(missed()).toEqual(both)
    at('2026-05-01T14:00:01Z')
    await run()
    expect(missed()).toEqual(both)
    expect(entries()[0]?.last).toMatchObject({due: '2026-05-01T14:00:00.000Z', outcome: 'ok'})
  })

  test('is noticed by whatever runs next, once, and made up for where the entry asks for that', async () => {
    const others = [
      entry(),
      entry({id: 'eager', missed: 'once'}),
      entry({id: 'own', missed: 'once', timer: 'systemd'}),
    ]
    const {at, clock, missed} = await stage(...others)
    at('2026-05-01T13:30:00Z')
    expect(await clock.look()).toEqual(['eager'])
    expect(missed().map(([id, count]) => [id, count])).toEqual([
      ['nightly', 3],
      ['eager', 3],
      ['own', 3],
    ])
    expect(await clock.look()).toEqual([])
    expect(missed()).toHaveLength(3)
  })

  test('is not what may still be starting', async () => {
    const {at, clock, run, missed} = await stage(entry())
    at('2026-05-01T11:04:59Z')
    expect(await clock.look()).toEqual([])
    await run()
    at('2026-05-01T11:30:00Z')
    await clock.look()
    expect(missed()).toEqual([])
  })

  test.each(['denied', 'tampered', 'unknown', 'broken', 'needs_approval', 'no_sandbox'] as const)(
    'is what was %s too',
    async (outcome) => {
      const {at, run, missed, entries} = await stage(entry())
      at('2026-05-01T11:00:01Z')
      await run(outcome)
      expect(missed()).toEqual([['nightly', 1, '05-01T11:00', '05-01T11:00', outcome]])
      expect(entries()[0]?.lost).toMatchObject({because: outcome})
    },
  )

  test.each(['ok', 'failed', 'findings', 'timed_out', 'cancelled'] as const)(
    'is not what ended as %s',
    async (outcome) => {
      const {at, run, missed} = await stage(entry())
      at('2026-05-01T11:00:01Z')
      await run(outcome)
      expect(missed()).toEqual([])
    },
  )

  test('is a run that never ended', async () => {
    const running = {due: '2026-05-01T11:00:00.000Z', started: '2026-05-01T11:00:01.000Z'}
    const since = '2026-05-01T11:00:00.000Z'
    const {at, clock, run, missed} = await stage(
      entry({running, since}),
      entry({id: 'other', running, since, missed: 'once'}),
    )
    at('2026-05-01T12:00:01Z')
    await run()
    expect(await clock.look()).toEqual(['other'])
    expect(missed().map(([id, , first, , because]) => [id, first, because])).toEqual([
      ['nightly', '05-01T11:00', 'died'],
      ['other', '05-01T11:00', 'died'],
    ])
  })
})

describe('a clock that jumps', () => {
  test('back: nothing is missed, and what is missed from then on is noticed', async () => {
    const {at, clock, run, missed} = await stage(entry())
    at('2026-05-01T20:00:01Z')
    await run()
    const before = missed().length
    at('2026-05-01T15:00:01Z')
    await run()
    await clock.look()
    expect(missed()).toHaveLength(before)
    at('2026-05-01T18:30:00Z')
    await clock.look()
    expect(missed().slice(before)).toEqual([['nightly', 3, '05-01T16:00', '05-01T18:00', 'not_started']])
  })

  test('to 2050 and back: the years between are not waited for', async () => {
    const {at, clock, run, missed} = await stage(entry())
    at('2050-01-01T00:00:01Z')
    await run()
    at('2026-05-01T11:00:01Z')
    await clock.look()
    const before = missed().length
    at('2026-05-01T13:30:00Z')
    await clock.look()
    expect(missed().slice(before)).toEqual([['nightly', 2, '05-01T12:00', '05-01T13:00', 'not_started']])
  })

  test('from 1970, as on a board without a battery: one event, and one run to make up', async () => {
    const created = '1970-01-01T00:00:10.000Z'
    const {at, clock, missed} = await stage(entry({created, since: created, missed: 'once', at: '* * * * *'}))
    at('2026-05-01T11:00:01Z')
    expect(await clock.look()).toEqual(['nightly'])
    expect(missed().map(([, count]) => count)).toEqual([1000])
  })

  test.each([
    ['forward', '2026-03-28T01:30:01Z', ['2026-03-29T01:00:01Z', '2026-03-30T00:30:01Z']],
    ['back', '2026-10-24T00:30:01Z', ['2026-10-25T00:30:01Z', '2026-10-26T01:30:01Z']],
  ])('by an hour %s in Berlin: cron starts it, and nothing is missed', async (_, created, starts) => {
    const {at, clock, run, missed} = await stage(entry({at: '30 2 * * *', since: created}))
    for (const start of starts) {
      at(start)
      await run()
      for (const hours of [0.5, 1, 2, 5, 12]) {
        at(new Date(Date.parse(start) + hours * 3_600_000).toISOString())
        await clock.look()
      }
    }
    expect(missed()).toEqual([])
  })
})

describe('what is not started', () => {
  test('what was to be made up for when it was stopped: each is told as cancelled', async () => {
    const {at, clock} = await stage(entry({id: 'a', missed: 'once'}), entry({id: 'b', missed: 'once'}))
    at('2026-05-01T13:30:00Z')
    const made = await runMissed({clock: async () => clock} as unknown as Parrot, AbortSignal.abort())
    expect(made.map(({tool, outcome}) => [tool, outcome])).toEqual([
      ['entry a', 'cancelled'],
      ['entry b', 'cancelled'],
    ])
  })

  test('an entry that is not there, or another user’s, or not a name at all', async () => {
    const theirs = entry({id: 'theirs', author: {name: 'bob', uid: uid + 1}})
    const {at, run, missed} = await stage(theirs, entry({id: 'weekly'}))
    at('2026-05-01T13:00:01Z')
    expect(await run('ok', 'nightly')).toMatchObject({
      outcome: 'unknown',
      problems: [{code: 'schedule_unknown'}],
    })
    expect(await run('ok', 'thiers')).toMatchObject({problems: [{code: 'schedule_unknown'}]})
    expect(await run('ok', 'weeklyy')).toMatchObject({
      outcome: 'unknown',
      problems: [{code: 'schedule_unknown_near', params: {near: 'weekly'}}],
    })
    expect(await run('ok', 'theirs')).toMatchObject({
      outcome: 'denied',
      problems: [{code: 'schedule_foreign'}],
    })
    expect(await run('ok', '../../schedule')).toMatchObject({outcome: 'unknown'})
    expect(missed().map(([, , , , because]) => because)).toEqual([
      'unknown_entry',
      'unknown_entry',
      'unknown_entry',
      'foreign_entry',
      'unknown_entry',
    ])
  })

  test('a run while the one before goes on', async () => {
    const {at, clock, run, missed} = await stage(entry())
    at('2026-05-01T11:00:01Z')
    const {promise, resolve} = Promise.withResolvers<CallResult>()
    const started = Promise.withResolvers<void>()
    const first = clock.run('nightly', () => (started.resolve(), promise))
    await started.promise
    at('2026-05-01T12:00:01Z')
    expect(await run()).toMatchObject({outcome: 'rate_limited', problems: [{code: 'schedule_running'}]})
    await clock.look()
    expect(missed()).toEqual([['nightly', 1, '05-01T12:00', '05-01T12:00', 'still_running']])
    resolve({call: 'c1', tool: 'hello', outcome: 'ok', problems: [], ms: 1})
    expect(await first).toMatchObject({outcome: 'ok'})
    at('2026-05-01T13:00:01Z')
    expect(await run()).toMatchObject({outcome: 'ok'})
    expect(missed()).toHaveLength(1)
  })

  test.each([
    ['not JSON', '{'],
    ['another version', {version: 2, entries: []}],
    ['null', 'null'],
    ['an entry too many', {version: 1, entries: [entry(), entry()]}],
    ['an id that is a path', {version: 1, entries: [entry({id: '../x'})]}],
    ['a time that is none', {version: 1, entries: [entry({at: '@reboot'})]}],
    ['no author', {version: 1, entries: [{...entry(), author: undefined}]}],
    ['a role that is none', {version: 1, entries: [{...entry(), role: 7}]}],
    ['input that is a list', {version: 1, entries: [{...entry(), input: []}]}],
    ['an unknown policy', {version: 1, entries: [{...entry(), missed: 'twice'}]}],
    ['an unknown timer', {version: 1, entries: [{...entry(), timer: 'at'}]}],
    ['a date that is none', {version: 1, entries: [entry({since: 'yesterday'})]}],
    ['a last run that is none', {version: 1, entries: [{...entry(), last: {outcome: 'fine'}}]}],
    ['a loss that is none', {version: 1, entries: [{...entry(), lost: {count: 'x'}}]}],
    ['a strange remark', {version: 1, entries: [], found: 'x'}],
  ])('anything, where the schedule is %s', async (_, content) => {
    const {paths, at, run, clock} = await stage()
    at('2026-05-01T11:00:01Z')
    put(scheduleFile(paths), content)
    await expect(run()).rejects.toMatchObject({problem: {code: 'schedule_damaged'}})
    await expect(clock.look()).rejects.toMatchObject({problem: {code: 'schedule_damaged'}})
    const left = typeof content === 'string' ? content : JSON.stringify(content)
    expect(readFileSync(join(paths.state, 'schedule.json'), 'utf8')).toBe(left)
  })
})
