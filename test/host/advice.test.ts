import {expect, test} from 'vitest'
import {textRedactor} from '../../src/events/redact-text.ts'
import {adviceIn} from '../../src/host/advice.ts'

const asIs = (text: string) => text

test.each([
  ['error: it is there\nnext: take another\n', 'take another'],
  ['next: one\nerror: no\nnext: two', 'two'],
  ['warn: next: nothing of this\n next: nor this\nnext:nor this', undefined],
  ['next: \n', undefined],
  ['', undefined],
  ['next: \u001B[31mred\u001B[0m and\u202E turned\r\n', 'red and turned'],
])('%j advises %j', (log, advice) => {
  expect(adviceIn(log, asIs)).toBe(advice)
})

test('what is long is cut short', () => {
  expect(adviceIn(`next: ${'x'.repeat(100_000)}`, asIs)?.length).toBeLessThanOrEqual(301)
})

test('nothing is left of a secret across the cut', () => {
  const safe = textRedactor(['swordfish-abcdefghij'])
  for (let at = 270; at < 310; at++)
    expect(adviceIn(`next: ${'x'.repeat(at)} swordfish-abcdefghij`, safe)).not.toContain('sword')
})
