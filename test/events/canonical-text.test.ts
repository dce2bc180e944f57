import canonicalize from 'canonicalize'
import {expect, test} from 'vitest'
import {canonicalText} from '../../src/events/canonical-text.ts'
import type {Json} from '../../src/events/plain-json.ts'
import {randomFrom} from '../scripts/random.ts'

const seed = Number(process.env['PARROT_TEST_SEED'] ?? 20261128)

const texts = [
  '',
  'a',
  'A',
  '10',
  '9',
  '-1',
  '\u20ac',
  '\u00f6',
  '\ufb33',
  '\u{1f600}',
  '"\\/\b\f\n\r\t\u0000\u001f',
  '__proto__',
  'toJSON',
  'length',
]
const numbers = [0, -0, 1, -1, 0.1, 1e21, 1e-7, 1 / 3, Number.MAX_VALUE, Number.MIN_VALUE, 2 ** 53]

/** Any value that can be in an event, with keys that JavaScript and RFC 8785 order otherwise. */
function anyJson(next: () => number, depth = 0): Json {
  const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T
  const some = () => Array.from({length: Math.floor(next() * 6)})
  switch (Math.floor(next() * (depth > 4 ? 4 : 6))) {
    case 0:
      return one([null, true, false])
    case 1:
      return one(numbers)
    case 2:
    case 3:
      return one(texts) + one(texts)
    case 4:
      return some().map(() => anyJson(next, depth + 1))
    default:
      return Object.fromEntries(some().map(() => [one(texts), anyJson(next, depth + 1)]))
  }
}

test(`the text of an event is what the reference library makes of it, seed ${seed}`, () => {
  const next = randomFrom(seed)
  for (let count = 0; count < 5000; count++) {
    const json = anyJson(next)
    expect(canonicalText(json)).toBe(canonicalize(json))
  }
})
