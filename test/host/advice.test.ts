import {expect, test} from 'vitest'
import {adviceIn} from '../../src/host/advice.ts'

test.each([
  ['error: it is there\nnext: take another\n', 'take another'],
  ['next: one\nerror: no\nnext: two', 'two'],
  ['warn: next: nothing of this\n next: nor this\nnext:nor this', undefined],
  ['next: \n', undefined],
  ['', undefined],
  ['next: \u001B[31mred\u001B[0m and\u202E turned\r\n', 'red and turned'],
])('%j advises %j', (log, advice) => {
  expect(adviceIn(log)).toBe(advice)
})

test('what is long is cut short', () => {
  expect(adviceIn(`next: ${'x'.repeat(100_000)}`)?.length).toBeLessThanOrEqual(301)
})
