import {setTimeout as delay, setImmediate} from 'node:timers/promises'
import {expect, test} from 'vitest'
import type {Parrot} from '../../src/host/parrot.ts'
import type {Request} from '../../src/host/request.ts'
import {runCall} from '../../src/mcp/run-call.ts'
import {newSession} from '../../src/mcp/session.ts'
import type {Offered} from '../../src/mcp/tool.ts'
import type {Principal} from '../../src/rbac/decision.ts'

const agent: Principal = {name: 'agent', roles: ['agent'], evidence: 'key 1'}

test('who it is is looked up once for what comes together, and again in the next turn or after a reload', async () => {
  let reading = {}
  const parrot = {
    get reading() {
      return reading
    },
  } as Parrot
  let holder: Principal | undefined = agent
  let looked = 0
  const known = () => {
    looked++
    return holder
  }
  let expelled = 0
  const {now} = newSession(parrot, known, new AbortController().signal, () => expelled++)
  const together = await Promise.all([now(), now(), now()])
  expect([looked, ...together.map(({by}) => by)]).toEqual([1, agent, agent, agent])

  holder = undefined
  reading = {}
  await expect(now()).rejects.toThrow('not valid any more')
  holder = agent
  await setImmediate()
  expect([(await now()).by, looked, expelled]).toEqual([agent, 3, 1])
})

test('who waited for a turn calls as who they are once it comes, and not at all where they are nobody any more', async () => {
  const calls: Request[] = []
  const parrot = {
    reading: {},
    catalog: {commands: new Map()},
    follow: async () => {},
    call: async (request: Request) => void calls.push(request),
  } as unknown as Parrot
  let holder: Principal | undefined = agent
  const {signal} = new AbortController()
  const session = newSession(
    parrot,
    () => holder,
    signal,
    () => {},
  )
  const asked = () => ({values: {}, dryRun: false})
  const find = () => ({runs: true, asked}) as unknown as Offered
  const run = () => runCall(session, 'hello', {}, find, {signal, watch: {}})
  const all = await Promise.all(Array.from({length: 8}, () => session.turn(agent, signal)))
  const lesser = run()
  await delay(1)
  holder = {...agent, roles: ['less']}
  all[0]?.()
  expect(await lesser).toMatchObject({by: holder})
  expect(calls.map(({by}) => by)).toEqual([holder])

  await session.turn(agent, signal)
  const nobody = run()
  await delay(1)
  holder = undefined
  await delay(1)
  expect(calls[0]?.again?.()).toEqual({...agent, roles: []})
  all[1]?.()
  await expect(nobody).rejects.toThrow('not valid any more')
  expect(calls).toHaveLength(1)
  // Its turn is another’s.
  const leave = await session.turn(agent, signal)
  expect(leave).toBeTypeOf('function')
})
