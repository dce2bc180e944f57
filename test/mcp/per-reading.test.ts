import {expect, test} from 'vitest'
import type {Parrot} from '../../src/host/parrot.ts'
import {perReading} from '../../src/mcp/per-reading.ts'
import type {Principal} from '../../src/rbac/decision.ts'

const agent: Principal = {name: 'agent', roles: ['agent'], evidence: 'uid 1'}

test('is made once for a caller, and anew when anything was read anew or the caller has other rights', () => {
  let reading = {}
  const parrot = {
    get reading() {
      return reading
    },
  } as Parrot
  let made = 0
  const count = perReading(() => ++made)
  expect([count(parrot, agent), count(parrot, {...agent})]).toEqual([1, 1])
  expect(count(parrot, {...agent, roles: ['viewer']})).toBe(2)
  reading = {}
  expect([count(parrot, agent), count(parrot, agent)]).toEqual([3, 3])
})
