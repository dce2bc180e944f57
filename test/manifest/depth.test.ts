import {expect, test} from 'vitest'
import {deeperThan} from '../../src/manifest/depth.ts'

test.each([
  ['[[1]]', 2, false],
  ['[[[1]]]', 2, true],
  ['{"a":{"b":[]}}', 2, true],
  ['[1,[2],[3]]', 2, false],
  ['["[[[[", "\\"[[["]', 1, false],
  ['["\\\\"],[', 1, false],
  ['[1], [', 1, false],
])('%s deeper than %i: %s', (text, most, expected) => {
  expect(deeperThan(text, most)).toBe(expected)
})

test('a document that whoever walks it would not survive is told', () => {
  const text = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const walk = (value: unknown): number => (Array.isArray(value) ? 1 + walk(value[0]) : 0)
  expect(() => walk(JSON.parse(text))).toThrow(RangeError)
  expect(deeperThan(text, 64)).toBe(true)
})
