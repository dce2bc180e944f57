import {getEventListeners} from 'node:events'
import {expect, test} from 'vitest'
import {either} from '../../src/mcp/either.ts'

const two = () => [new AbortController(), new AbortController()] as const

test.for([0, 1])('the first of two signals is enough, with its reason: %i', (which) => {
  const both = two()
  const {signal} = either(both[0].signal, both[1].signal)
  expect(signal.aborted).toBe(false)
  const reason = new Error('over')
  both[which]?.abort(reason)
  both[1 - which]?.abort(new Error('later'))
  expect(signal.reason).toBe(reason)
})

test('one that is aborted already is not waited for', () => {
  const [one, other] = two()
  other.abort('gone')
  expect(either(one.signal, other.signal).signal).toMatchObject({aborted: true, reason: 'gone'})
})

test('let go of it leaves nothing on a signal that lives on', () => {
  const [one, other] = two()
  for (let count = 0; count < 3; count++) either(one.signal, other.signal).letGo()
  expect([one, other].map(({signal}) => getEventListeners(signal, 'abort'))).toEqual([[], []])
})
