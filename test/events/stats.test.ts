import {expect, onTestFinished, test} from 'vitest'
import {appendAll, callOf, draft, open} from './place.ts'
import {tempPlace} from './temp-journal.ts'

test('what happened is counted by type, outcome, caller and tool, and calls are timed by nearest rank', async () => {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const journal = open(tempPlace(), {now: () => (now += 1000)})
  onTestFinished(() => journal.close())
  const ended = (n: number, more: object) =>
    draft('CALL_FINISHED', {
      call: `x${n}`,
      tool: 'backup',
      plugin: 'backup',
      who: 'bob',
      door: 'mcp',
      ...more,
    })
  await appendAll(journal, callOf('one'))
  await appendAll(
    journal,
    Array.from({length: 20}, (_, n) => ended(n, {ms: (n + 1) * 10, outcome: n < 2 ? 'failed' : 'ok'})),
  )
  await appendAll(journal, [
    ended(20, {outcome: 'unknown_outcome'}),
    ended(21, {outcome: 'unknown', ms: 1e6}),
  ])

  expect(journal.stats({})).toEqual({
    events: 25,
    from: '2026-01-01T00:00:01.000Z',
    to: '2026-01-01T00:00:25.000Z',
    types: [
      {type: 'CALL_FINISHED', count: 23},
      {type: 'CALL_DECIDED', count: 1},
      {type: 'CALL_REQUESTED', count: 1},
    ],
    calls: {calls: 23, failed: 3, p50: 100, p95: 200},
    outcomes: [
      {outcome: 'ok', count: 19},
      {outcome: 'failed', count: 2},
      {outcome: 'unknown', count: 1},
      {outcome: 'unknown_outcome', count: 1},
    ],
    callers: [
      {who: 'bob', door: 'mcp', calls: 22, failed: 3},
      {who: 'anna', door: '', calls: 1, failed: 0},
    ],
    tools: [
      {tool: 'backup', calls: 22, failed: 3, p50: 110, p95: 200},
      {tool: 'hello', calls: 1, failed: 0, p50: 12.5, p95: 12.5},
    ],
  })
  const since = Date.parse('2026-01-01T00:00:04Z')
  const until = Date.parse('2026-01-01T00:00:06Z')
  expect(journal.stats({since, until})).toMatchObject({events: 2, calls: {calls: 2, failed: 2}})
  expect(journal.stats({types: ['*_DECIDED']})).toMatchObject({
    events: 1,
    calls: {calls: 0, p50: null},
    tools: [],
  })
  expect(journal.stats({who: 'nobody'})).toMatchObject({events: 0, from: null, types: []})
  journal.cut(journal.planCut({since: Date.parse('2100-01-01T00:00:00Z'), needed: 3}), {by: 'anna'})
  expect(journal.stats({who: 'anna'})).toMatchObject({events: 0})
})
