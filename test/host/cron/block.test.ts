import {describe, expect, test} from 'vitest'
import {begin, end, partsOf, withOwn, type Parts} from '../../../src/host/cron/block.ts'
import {difference} from '../../../src/host/cron/difference.ts'
import {seeded, type Random} from '../../seeded.ts'

const parts = (text: string): Parts => {
  const found = partsOf(text)
  if ('code' in found) throw new Error(found.code)
  return found
}

test('what is foreign stays byte for byte, whatever its bytes are, and is as it was when the block goes', () => {
  const seed = process.env['SEED'] ?? 'block'
  const random = seeded(seed)
  for (let round = 0; round < 500; round++) {
    const text = foreign(random)
    const once = withOwn(parts(text), ['first'])
    const twice = withOwn(parts(once), ['second', 'and more'])
    expect({seed, round, back: withOwn(parts(twice), [])}).toEqual({seed, round, back: text})
    expect(parts(twice).above + parts(twice).below).toBe(text)
  }
})

test('a block keeps its place among what somebody put above it', () => {
  const text = `MAILTO=me\n${begin}\nold\n${end}\n0 1 * * * x\n`
  expect(withOwn(parts(text), ['new'])).toBe(`MAILTO=me\n${begin}\nnew\n${end}\n0 1 * * * x\n`)
})

test('a new block stands first, where no SHELL and no CRON_TZ reaches it', () => {
  const made = withOwn(parts('SHELL=/usr/bin/fish\nCRON_TZ=Asia/Tokyo\n'), ['line'])
  expect(made.startsWith(`${begin}\nline\n${end}\nSHELL=`)).toBe(true)
})

describe('marks that do not stand once each, in order, are nobody’s to sort out', () => {
  test.each([
    ['no end', `${begin}\nx\n`],
    ['no begin', `x\n${end}\n`],
    ['the wrong way round', `${end}\n${begin}\n`],
    ['two blocks', `${begin}\n${end}\n${begin}\n${end}\n`],
    ['two begins', `${begin}\n${begin}\n${end}\n`],
    ['two ends', `${begin}\n${end}\n${end}\n`],
  ])('%s', (_, text) => expect(partsOf(text)).toMatchObject({code: 'crontab_marks'}))

  test.each([` ${begin}`, `${begin} `, `${begin}\r`, `#${begin}`, `echo ${begin}`])('%j is no mark', (line) =>
    expect(parts(`${line}\n${end}x\n`).own).toBeUndefined(),
  )
})

test('a difference says exactly how one becomes the other', () => {
  const random = seeded('difference')
  for (let round = 0; round < 300; round++) {
    const text = foreign(random)
    const before = withOwn(parts(text), random.below(2) === 0 ? [] : ['a', 'b'])
    const after = withOwn(parts(text), random.below(2) === 0 ? [] : ['b', 'c', 'd'])
    const shown = Buffer.from(difference(before, after, true), 'utf8').toString('utf8')
    if (before === after) expect(shown).toBe('')
    else expect(patched(linesOf(before), shown)).toEqual(linesOf(after))
  }
})

const linesOf = (text: string) =>
  text === '' ? [] : Buffer.from(text.replace(/\n$/, ''), 'latin1').toString('utf8').split('\n')

/** As patch(1) would, and as strictly. */
function patched(lines: readonly string[], diff: string): string[] {
  const [, , head = '', ...hunk] = diff.replace(/\n$/, '').split('\n')
  const [, from = 0, count = 0, , size = 0] = (/@@ -(\d+),(\d+) \+(\d+),(\d+) @@/.exec(head) ?? []).map(
    Number,
  )
  const start = Math.max(0, from - 1)
  const old = hunk.filter((line) => !line.startsWith('+')).map((line) => line.slice(1))
  const now = hunk.filter((line) => !line.startsWith('-')).map((line) => line.slice(1))
  expect([old.length, now.length]).toEqual([count, size])
  expect(lines.slice(start, start + count)).toEqual(old)
  return [...lines.slice(0, start), ...now, ...lines.slice(start + count)]
}

function foreign(random: Random): string {
  const bytes = () =>
    String.fromCharCode(...Array.from({length: random.below(30)}, () => 1 + random.below(255)))
  const line = () =>
    random.pick([
      bytes(),
      '0 3 * * 0 /usr/bin/true',
      '# BEGIN other',
      '# BEGIN parrots',
      '',
      'A=b',
      '\ttab % \\% é',
    ])
  return Array.from({length: random.below(12)}, () => `${line()}\n`).join('')
}
