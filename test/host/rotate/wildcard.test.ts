import {matchesGlob} from 'node:path'
import {expect, test} from 'vitest'
import {fits} from '../../../src/host/rotate/wildcard.ts'
import {seeded} from '../../seeded.ts'

test('stars and question marks stand for what they do in a shell', () => {
  const random = seeded('wildcards')
  const some = (letters: string, most: number) =>
    Array.from({length: random.below(most)}, () => letters[random.below(letters.length)]).join('')
  let fitting = 0
  for (let round = 0; round < 20_000; round++) {
    const [pattern, name] = [some('ab*?.', 8), some('ab.', 8)]
    if (pattern === '' || name === '' || /^\.{1,2}$/.test(name)) continue
    const wanted = matchesGlob(name, pattern.replaceAll(/\*+/g, '*'))
    if (wanted) fitting++
    expect(fits(pattern, name), `${pattern} ${name}`).toBe(wanted)
  }
  expect(fitting).toBeGreaterThan(100)
})

test.each([
  ['*.log', 'app.log', true],
  ['*.log', '.log', false],
  ['.*', '.log', true],
  ['', '', true],
  ['*', 'a\nb', true],
  ['[ab].log', 'a.log', false],
  ['[ab].log', '[ab].log', true],
  ['a*', '*a', false],
  ['*a', '*a', true],
])('%s: %j', (pattern, name, expected) => {
  expect(fits(pattern, name)).toBe(expected)
})

test('no pattern takes long for a name, however many stars are in it', () => {
  const started = performance.now()
  for (const pattern of [
    `${'*a'.repeat(100)}*b`,
    `${'a*'.repeat(100)}b`,
    `${'*?'.repeat(60)}b`,
    '*a'.repeat(5000),
  ])
    expect(fits(pattern, 'a'.repeat(255))).toBe(false)
  expect(performance.now() - started).toBeLessThan(1000)
})
