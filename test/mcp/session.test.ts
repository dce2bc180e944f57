import {setImmediate} from 'node:timers/promises'
import {expect, test} from 'vitest'
import type {Parrot} from '../../src/host/parrot.ts'
import type {Request} from '../../src/host/request.ts'
import type {Asking} from '../../src/mcp/read-served.ts'
import {readResource} from '../../src/mcp/read-resource.ts'
import {runCall} from '../../src/mcp/run-call.ts'
import {newSession} from '../../src/mcp/session.ts'
import type {Offered} from '../../src/mcp/tool.ts'
import type {Principal} from '../../src/rbac/decision.ts'

/** What was looked up for one turn of the event loop is forgotten. */
const nextTurn = async () => {
  await setImmediate()
  await setImmediate()
}

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
  await nextTurn()
  holder = {...agent, roles: ['less']}
  all[0]?.()
  expect(await lesser).toMatchObject({by: holder})
  expect(calls.map(({by}) => by)).toEqual([holder])

  await session.turn(agent, signal)
  const nobody = run()
  await nextTurn()
  holder = undefined
  await nextTurn()
  expect(calls[0]?.again?.()).toEqual({...agent, roles: []})
  all[1]?.()
  await expect(nobody).rejects.toThrow('not valid any more')
  expect(calls).toHaveLength(1)
  // Its turn is another’s.
  const leave = await session.turn(agent, signal)
  expect(leave).toBeTypeOf('function')
})

test('what was kept of a result is for who may still have it', async () => {
  let effect = 'allow'
  const parrot = {reading: {}, follow: async () => {}, may: () => ({effect})} as unknown as Parrot
  let holder: Principal | undefined = agent
  const {signal} = new AbortController()
  const session = newSession(
    parrot,
    () => holder,
    signal,
    () => {},
  )
  const call = '00000000-0000-4000-8000-000000000000'
  session.kept.keep(call, 'hello', 'a long result')
  const read = () =>
    readResource(session, `parrot://calls/${call}/output?from=2`, {signal} as unknown as Asking)
  expect(await read()).toMatchObject({contents: [{text: 'long result'}]})
  effect = 'deny'
  await expect(read()).rejects.toThrow('not found')
  effect = 'allow'
  await nextTurn()
  holder = undefined
  await nextTurn()
  await expect(read()).rejects.toThrow('not valid any more')
})
