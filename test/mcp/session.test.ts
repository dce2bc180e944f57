import {setImmediate} from 'node:timers/promises'
import {expect, test} from 'vitest'
import type {Parrot} from '../../src/host/parrot.ts'
import {newSession} from '../../src/mcp/session.ts'
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
