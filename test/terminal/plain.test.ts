import {expect, test} from 'vitest'
import {inert, plain, plainLine, shellInert} from '../../src/terminal/plain.ts'

const escape = '\u001b'

/** What it does to a terminal → what is left of it. */
const attacks: readonly (readonly [string, string, string])[] = [
  ['colours', `${escape}[31mred${escape}[0m`, 'red'],
  ['clears the screen', `a${escape}[2J${escape}[Hb`, 'ab'],
  ['moves the cursor up to overwrite what was said', `safe${escape}[1A${escape}[2Kevil`, 'safeevil'],
  ['sets the title', `${escape}]0;title\u0007text`, 'text'],
  ['sets the title, ended by ST', `${escape}]2;title${escape}\\text`, 'text'],
  ['writes the clipboard', `${escape}]52;c;ZXZpbA==\u0007text`, 'text'],
  ['hides a link', `${escape}]8;;http://evil${escape}\\click${escape}]8;;${escape}\\`, 'click'],
  ['device control string', `${escape}P1$r0m${escape}\\text`, 'text'],
  ['eight-bit CSI', '\u009b31mred', 'red'],
  ['eight-bit OSC', '\u009d0;title\u009ctext', 'text'],
  ['an OSC that never ends', `${escape}]0;title`, '0;title'],
  ['a lone escape', `a${escape}`, 'a'],
  ['resets the terminal', `a${escape}cb`, 'ab'],
  ['overwrites with carriage return', 'sudo rm\rls', 'sudo rm\nls'],
  ['backspaces', 'evil\b\b\b\bsafe', 'evilsafe'],
  ['rings', 'a\u0007b', 'ab'],
  ['NUL and DEL', 'a\u0000b\u007fc', 'abc'],
  ['turns the direction', 'invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['isolates the direction', 'a\u2066b\u2069c', 'abc'],
  ['hides words in tag characters', 'a\u{e0041}\u{e0042}b', 'ab'],
  ['zero width', 'pass\u200bword\ufeff', 'password'],
  ['line separator', 'a\u2028b', 'a\nb'],
  ['half a surrogate pair', 'a\ud800b', 'a\ufffdb'],
]

test.each(attacks)('%s: nothing of it is left', (_, attack, left) => {
  expect(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\r]/u.test(attack)).toBe(true)
  expect(plain(attack)).toBe(left)
})

test('what people write stays as it is', () => {
  const text = 'Größe:\t12 €\n日本語 👩‍👩‍👧 naïve — “quoted”'
  expect(plain(text)).toBe(text)
})

test('a long run of unfinished sequences takes no long time', () => {
  expect(plain(`${escape}]`.repeat(200_000))).toBe('')
})

test('a line is one line, and cut where it is too long', () => {
  expect(plainLine('  a\n\tb\r\nc  ')).toBe('a b c')
  expect(plainLine('abcdef', 4)).toBe('abc…')
})

test('a template is none any more, also when it is rendered twice', () => {
  expect(inert('<%= process.exit(66) %>')).toBe('< %= process.exit(66) % >')
  expect(inert('<\u200b%= 6*7 %\u200b>')).not.toMatch(/<%|%>/)
})

test('for a shell only letters, digits and a little punctuation are left', () => {
  expect(shellInert('Größe $(id) `id` "x" \\ \'y\' ;&|<>{}[]!*?~#^%')).toMatch(/^[\p{L}\p{N} .,/_+-]*$/u)
  expect(shellInert('Report the health, e.g. of disks')).toBe('Report the health, e.g. of disks')
})
