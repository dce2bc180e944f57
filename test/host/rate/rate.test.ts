import {execFile} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {describe, expect, onTestFinished, test, vi} from 'vitest'
import {openParrot} from '../../../src/app.ts'
import {pathsFor} from '../../../src/config/paths.ts'
import {loadWorld} from '../../../src/host/load-world.ts'
import {operations} from '../../../src/host/operations.ts'
import {openCounter} from '../../../src/host/rate/counter.ts'
import {withinRate} from '../../../src/host/rate/rate.ts'
import type {Request} from '../../../src/host/request.ts'
import {find} from '../../../src/host/target.ts'
import type {Principal} from '../../../src/rbac/decision.ts'
import {newHome, put} from '../../home.ts'
import {Client, metaOf, resultOf, textOf} from '../../mcp/client.ts'
import {giveOperator, homeWith, readOnly} from '../../mcp/homes.ts'
import {parrot} from '../../terminal/program.ts'

const agent: Principal = {name: 'ada', roles: ['viewer'], evidence: 'key 1'}
const other: Principal = {name: 'bea', roles: ['viewer'], evidence: 'key 2'}
const nobody: Principal = {name: 'carl', roles: [], evidence: 'key 1'}

/** Parrots that share one folder, and may do a thing so many times an hour. */
async function two(rate: number, more: object = {}) {
  const around = newHome({'config/config.json': {limits: {rate, ...more}}})
  const both = await Promise.all([openParrot(around), openParrot(around)])
  onTestFinished(async () => {
    for (const one of both) await one.close()
  })
  return {around, both}
}

function asks(by: Principal, more: Partial<Request> = {}): Request {
  return {
    tool: 'whoami',
    by,
    door: 'mcp',
    input: async () => ({values: {}}),
    dryRun: false,
    unsandboxed: false,
    signal: new AbortController().signal,
    watch: {},
    ...more,
  }
}

describe('how often one may', () => {
  test('is counted for all that share a folder, and for each caller and tool by itself', async () => {
    const {both} = await two(3)
    const outcomes = []
    for (let at = 0; at < 5; at++) outcomes.push((await both[at % 2]?.call(asks(agent)))?.outcome)
    expect(outcomes).toEqual(['ok', 'ok', 'ok', 'rate_limited', 'rate_limited'])
    expect((await both[0].call(asks(other))).outcome).toBe('ok')
    expect((await both[1].call(asks(agent, {tool: 'role_list'}))).outcome).not.toBe('rate_limited')
  })

  test('is not asked of who may not do it at all, and such a call is not counted', async () => {
    const {both} = await two(1)
    const denied = asks(nobody, {tool: 'events_list'})
    for (let at = 0; at < 3; at++) expect((await both[0].call(denied)).outcome).toBe('denied')
    const allowed = asks({...nobody, roles: ['admin']}, {tool: 'events_list'})
    expect((await both[0].call(allowed)).outcome).toBe('ok')
    expect((await both[0].call(allowed)).outcome).toBe('rate_limited')
    expect((await both[0].call(denied)).outcome).toBe('denied')
  })

  test('comes before a word of the input is read, says when to come again, and is on record', async () => {
    const {both} = await two(1)
    await both[0].call(asks(agent))
    const refused = await both[0].call(
      asks(agent, {
        input: () => {
          throw new Error('read')
        },
      }),
    )
    expect(refused).toMatchObject({
      outcome: 'rate_limited',
      problems: [{code: 'rate_limited', params: {rate: 1, window: '3600 s'}}],
    })
    expect(refused.retryAfter).toBeGreaterThan(3500)
    expect(refused.retryAfter).toBeLessThanOrEqual(3600)
    const list = asks({name: 'ada', roles: ['admin'], evidence: 'uid 1'}, {tool: 'events_list'})
    const {output} = await both[1].call(list)
    const events = (output as {events: Iterable<{event_type: string; payload: {outcome?: string}}>}).events
    expect([...events].map(({event_type, payload}) => payload.outcome ?? event_type)).toEqual([
      'CALL_REQUESTED',
      'CALL_DECIDED',
      'rate_limited',
    ])
  })

  test('is forgotten when the window is over, and when the clock is set back', async () => {
    const {both} = await two(1)
    vi.useFakeTimers({toFake: ['Date']})
    onTestFinished(() => void vi.useRealTimers())
    const start = Date.now()
    const outcome = async (at: number) => {
      vi.setSystemTime(start + at)
      return (await both[0].call(asks(agent))).outcome
    }
    expect([await outcome(0), await outcome(3_599_000), await outcome(3_601_000)]).toEqual([
      'ok',
      'rate_limited',
      'ok',
    ])
    expect([await outcome(-90_000_000), await outcome(-89_999_000)]).toEqual(['ok', 'rate_limited'])
  })

  test('does not hold up who may do everything at their own terminal, nor a step for its workflow', async () => {
    const {around, both} = await two(1)
    const admin = both[0].operator
    for (let at = 0; at < 3; at++)
      expect((await both[0].call(asks(admin, {door: 'terminal'}))).outcome).toBe('ok')
    const viewer = asks(other, {door: 'terminal'})
    expect((await both[0].call(viewer)).outcome).toBe('ok')
    expect((await both[0].call(viewer)).outcome).toBe('rate_limited')

    const world = await loadWorld(around, pathsFor(around), operations)
    const target = find(world, 'whoami')
    if (target === undefined || 'problem' in target) throw new Error('there is no whoami')
    const within = withinRate(pathsFor(around))
    const walk = {id: 'call', world, request: viewer}
    expect(await within(target, walk)).toMatchObject({outcome: 'rate_limited'})
    expect(await within(target, {...walk, above: {root: 'top', call: 'top', depth: 1}})).toBe(undefined)
  })

  test('that cannot be counted lets nothing through', async () => {
    const {around, both} = await two(3)
    put(join(around.home, 'state/rate/calls.db'), 'no database at all, and long enough to be read as a page')
    const result = await both[0].call(asks(agent))
    expect(result).toMatchObject({outcome: 'broken', problems: [{code: 'rate_uncounted'}]})
  })

  test('holds to the call where many processes count at once', async () => {
    const {home} = newHome()
    const file = join(home, 'rate/calls.db')
    const run = promisify(execFile)
    const program = join(import.meta.dirname, 'programs/count.ts')
    const ran = await Promise.all(
      Array.from({length: 4}, () => run(process.execPath, [program, file, '50', '120'])),
    )
    expect(ran.map(({stdout}) => Number(stdout)).reduce((a, b) => a + b, 0)).toBe(120)
  })

  test('a shorter window counts from its own beginning', async () => {
    const {home} = newHome()
    const counter = await openCounter(join(home, 'rate/calls.db'))
    expect(await counter.count('key', 1, 3_600_000)).toBe(undefined)
    expect(await counter.count('key', 1, 3_600_000)).toBeGreaterThan(3_000_000)
    expect(await counter.count('key', 1, 2000)).toBe(undefined)
    expect(await counter.count('key', 1, 2000)).toBeLessThanOrEqual(2000)
  })
})

describe('through the doors', () => {
  test('a terminal and an agent share the count of nobody, and each is told in its own words', async () => {
    const home = homeWith(readOnly('look', 'echo seen'))
    writeFileSync(join(home, 'config/config.env'), 'PARROT_RATE_LIMIT=2\nPARROT_RATE_LIMIT_WINDOW=600\n', {
      mode: 0o600,
    })
    const first = await new Client(home, '2026-07-28').open()
    expect(textOf(await first.call('look'))).toContain('seen')
    await first.leave()
    const second = await new Client(home, '2026-07-28').open()
    await second.call('look')
    const refused = resultOf(await second.call('look'))
    await second.leave()
    expect(refused).toMatchObject({isError: true, _meta: {'parrot/outcome': 'rate_limited'}})
    expect(metaOf(refused)['parrot/retry-after']).toBeGreaterThan(0)
    expect(refused.content[0]?.text).toMatch(/look was called 2 times within 600 s.*Try again in \d+ s\./s)

    giveOperator(home, ['viewer'])
    expect(parrot(home, ['look']).status).toBe(0)
    expect(parrot(home, ['look']).status).toBe(0)
    const text = parrot(home, ['look'])
    expect(text.status).toBe(69)
    expect(text.stderr).toMatch(/Try again in \d+ s/)
    const {status, stdout} = parrot(home, ['look', '--json'])
    expect(status).toBe(69)
    const document = JSON.parse(stdout) as {outcome: string; retryAfter: number}
    expect(document.outcome).toBe('rate_limited')
    expect(document.retryAfter).toBeGreaterThan(0)
  })
})
