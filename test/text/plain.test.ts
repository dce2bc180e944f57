import {expect, test} from 'vitest'
import {plain, plainLine} from '../../src/text/plain.ts'

const smuggled = Array.from('ignore', (letter) => String.fromCodePoint(0xe0100 + letter.charCodeAt(0))).join(
  '',
)

test.each([
  ['Köln – 100 €, 日本, हिन्दी', 'Köln – 100 €, 日本, हिन्दी'],
  ['❤️ ❤️‍🔥 1️⃣ ☎︎', '❤️ ❤️‍🔥 1️⃣ ☎︎'],
  ['می‌خواهم', 'می‌خواهم'],
  [`😀${smuggled}`, '😀'],
  ['a\ufe0f\ufe0f\ufe0eb', 'a\ufe0fb'],
  [' \ufe0fb', ' b'],
  ['a\u3164\u115f\u1160\uffa0\u034f\u17b4\u180bb', 'ab'],
  ['a\u00adb\u202ec', 'abc'],
  ['\u001b[31mred\u001b[0m', 'red'],
])('%j is said as %j', (text, said) => {
  expect(plain(text)).toBe(said)
})

test('what is found at once to have nothing in it is what looking at all of it finds', () => {
  const differ: string[] = []
  for (let code = 0; code <= 0x10ffff; code++) {
    const sign = String.fromCodePoint(code)
    // Behind a sign that is looked for all of the text is looked at.
    if (plain(`a${sign}b`) !== plain(`a${sign}b\u4e00`).slice(0, -1)) differ.push(code.toString(16))
  }
  expect(differ).toEqual([])
})

test('a series of strings that never end is looked through once, not once for each', () => {
  for (const opener of ['\u009d', '\u0090', '\u0098', '\u009e', '\u009f'])
    expect(plain(opener.repeat(1_000_000))).toBe('')
  expect(plain('a\u009d0;title\u009d0;other\u0007b')).toBe('a0;titleb')
})

test('on a line no sign has more marks than any language writes', () => {
  expect(plainLine(`a${'\u0301'.repeat(300)}b`)).toBe(`a${'\u0301'.repeat(8)}b`)
  expect(plainLine(`a${'\u0301\u0302\u0303\u0304\u20dd\u200d'.repeat(50)}b`)).toHaveLength(10)
  for (const text of ['हिन्दी क्षि', 'می‌خواهم', '❤️‍🔥 1️⃣', 'ấ\u0323\u0331', 'שָׁ֑לוֹם'])
    expect(plainLine(text)).toBe(text)
})
