import {join} from 'node:path'
import {afterEach, expect, test, vi} from 'vitest'
import type {Answer} from '../../src/host/answer.ts'
import type {RootAsk} from '../../src/host/root/messages.ts'
import {roundOf} from '../../src/root/round.ts'
import {newHome} from '../home.ts'

afterEach(() => void vi.useRealTimers())

const ask: RootAsk = {
  call: 'a-call',
  plugin: 'sweeper',
  digest: 'sha512-one',
  tool: 'sweeper_sweep',
  input: {where: '/tmp', old: 3},
  dryRun: false,
  talk: {client: ['user'], answers: {}},
  meant: 'this',
}
const answers = {sure: {action: 'accept'}}
const asks = (requestState?: string): Answer => ({
  outcome: 'needs_input',
  problems: [],
  spoken: {
    inputRequests: {sure: {method: 'elicitation/create'}},
    ...(requestState !== undefined && {requestState}),
  },
})
const file = () => join(newHome().home, 'config/host.key')
const stateOf = (answer: Answer | undefined) =>
  (answer?.spoken as {requestState?: string} | undefined)?.requestState ?? ''

/** What a plugin that asked is told when this comes back to it. */
function back(key: string, state: string, more: Partial<RootAsk> = {}) {
  return roundOf(key, {...ask, ...more, talk: {client: [], answers, state}})?.talk
}

test('what a plugin asked comes back to its command for a quarter of an hour, and says nothing on its way', () => {
  vi.useFakeTimers()
  const key = file()
  const longest = '\u0000'.repeat(65_536)
  for (const state of ['checked:/tmp', '', longest, '"\ud800']) {
    const closed = stateOf(roundOf(key, ask)?.close(asks(state)))
    expect(closed).toMatch(/^[\w-]+$/)
    // As long as the helper takes one (read-ask.ts).
    expect(closed.length).toBeLessThan(1024 ** 2)
    expect(Buffer.from(closed, 'base64url').toString('latin1')).not.toContain('checked')
    expect(back(key, closed, {input: {old: 3, where: '/tmp'}, call: 'b'})).toEqual({
      client: [],
      answers,
      state,
    })
    vi.advanceTimersByTime(15 * 60_000 - 1)
    expect(back(key, closed)).toBeDefined()
    vi.advanceTimersByTime(1)
    expect(back(key, closed)).toBeUndefined()
  }
})

test.each([
  {plugin: 'other'},
  {digest: 'sha512-other'},
  {tool: 'sweeper_other'},
  {input: {where: '/etc', old: 3}},
  {input: {where: '/tmp'}},
  {dryRun: true},
] as const)('not where it is another job: %j', (more) => {
  const key = file()
  const closed = stateOf(roundOf(key, ask)?.close(asks('checked:/tmp')))
  expect(back(key, closed)).toBeDefined()
  expect(back(key, closed, more)).toBeUndefined()
  expect(back(file(), closed)).toBeUndefined()
})

test('an answer that asks nothing is as it was, and one that wants nothing back is known too', () => {
  const key = file()
  const done: Answer = {outcome: 'ok', problems: [], spoken: {content: []}}
  expect(roundOf(key, ask)?.close(done)).toBe(done)
  expect(roundOf(key, {...ask, talk: {client: [], answers}})).toBeUndefined()
  expect(back(key, stateOf(roundOf(key, ask)?.close(asks())))).toEqual({client: [], answers})
})
