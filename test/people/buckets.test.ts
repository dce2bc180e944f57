import {expect, test} from 'vitest'
import {buckets} from '../../src/people/buckets.ts'

test('however many come, no more than so many are remembered, and who came last among them', () => {
  const all = buckets({burst: 1, perSecond: 0}, () => 0)
  for (let uid = 0; uid < 20_000; uid++) all.take(uid)
  expect(all.size()).toBe(1024)
  expect(all.take(19_999)).toBe(false)
  expect(all.take(19_000)).toBe(false)
  expect(all.take(0)).toBe(true)
})

test('a clock that goes back gives nothing, and one that goes on no more than the bucket holds', () => {
  const clock = {now: 10_000}
  const {take} = buckets({burst: 2, perSecond: 1}, () => clock.now)
  expect([take(1), take(1), take(1)]).toEqual([true, true, false])
  clock.now = 0
  expect(take(1)).toBe(false)
  clock.now = 500
  expect(take(1)).toBe(false)
  clock.now = 1000
  expect(take(1)).toBe(true)
  clock.now = 1_000_000
  expect([take(1), take(1), take(1)]).toEqual([true, true, false])
})
