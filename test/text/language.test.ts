import {expect, test} from 'vitest'
import {fill} from '../../src/text/fill.ts'
import {languageNamed, languageOf} from '../../src/text/language.ts'
import {matched} from '../../src/text/matched.ts'
import {telling} from '../../src/text/values.ts'

test.each([
  [{}, 'en'],
  [{LANG: 'de_DE.UTF-8'}, 'de'],
  [{LANG: 'de'}, 'de'],
  [{LANG: 'de_CH'}, 'de'],
  [{LANG: 'de_DE@euro'}, 'de'],
  [{LANG: 'DE_DE'}, 'de'],
  [{LANG: 'C'}, 'en'],
  [{LANG: 'POSIX'}, 'en'],
  [{LANG: 'C.UTF-8'}, 'en'],
  [{LANG: 'fr_FR.UTF-8'}, 'en'],
  [{LANG: 'den_XX'}, 'en'],
  [{LANG: '../../de'}, 'en'],
  [{LANG: 'de_DE.UTF-8', LC_MESSAGES: 'C'}, 'en'],
  [{LANG: 'C', LC_MESSAGES: 'de_DE.UTF-8'}, 'de'],
  [{LANG: 'de_DE.UTF-8', LC_ALL: 'en_GB.UTF-8'}, 'en'],
  [{LANG: 'en_GB.UTF-8', LC_MESSAGES: 'en_GB.UTF-8', LC_ALL: 'de_AT.UTF-8'}, 'de'],
  [{LANG: 'de_DE.UTF-8', LC_ALL: ''}, 'de'],
  [{LANG: 'de_DE.UTF-8', LC_NUMERIC: 'en_GB'}, 'de'],
  [{LC_ALL: 'de_DE.UTF-8', PARROT_LANG: 'en'}, 'en'],
  [{LC_ALL: 'C', PARROT_LANG: 'de'}, 'de'],
  [{LANG: 'de_DE.UTF-8', PARROT_LANG: ''}, 'de'],
  [{LANG: 'de_DE.UTF-8', PARROT_LANG: 'klingon'}, 'en'],
] as const)('%j: %s', (env, language) => {
  expect(languageOf(env)).toBe(language)
})

test('a language that there is no catalogue in has no name', () => {
  expect(['fr', '', ' ', 'constructor', 'de de', 'deutsch'].map(languageNamed)).toEqual(
    Array.from({length: 6}).fill(undefined),
  )
})

test('the number chooses the word, as the language has it', () => {
  const say = (count: number) => fill('{count} {count?Eintrag|Einträge}', {count}, 'de')
  expect([0, 1, 2].map(say)).toEqual(['0 Einträge', '1 Eintrag', '2 Einträge'])
  expect(fill('{a} {b} {c?one|more}', {a: '{b}', c: 1}, 'en')).toBe('{b} {b} one')
})

test('fractions and times stand in a sentence as one writes them there; everything else as it is', () => {
  const told = telling('de', (text) => (text === 'it hangs' ? 'es hängt' : text))
  expect(told(1.5)).toBe('1,5')
  expect(told(16330646)).toBe('16330646')
  expect(told('2026-11-22T08:00:00.000Z')).toBe('22.11.2026, 08:00:00 UTC')
  expect(told('2026-11-22T08:00Z')).toBe('22.11.2026, 08:00:00 UTC')
  expect(told('it hangs')).toBe('es hängt')
  expect(['2026-11-22', '1.5', '/var/log', 'bob'].map((text) => told(text))).toEqual([
    '2026-11-22',
    '1.5',
    '/var/log',
    'bob',
  ])
})

test('what another program says is marked as its words, where it is more than a name', () => {
  const told = telling('de', (text) => (text === 'it hangs' ? 'es hängt' : text))
  const say = (cause: string) => fill('Das ging schief: {cause}', {cause}, 'de', told)
  expect(say('it hangs')).toBe('Das ging schief: es hängt')
  expect(say('Map keys must be unique')).toBe('Das ging schief: «Map keys must be unique»')
  expect(['EWHATEVER', '/a/c', '', '«it said»'].map(say)).toEqual([
    'Das ging schief: EWHATEVER',
    'Das ging schief: /a/c',
    'Das ging schief: ',
    'Das ging schief: «it said»',
  ])
  expect(fill('{name}', {name: 'two words'}, 'de', told)).toBe('two words')
})

test('a text is taken apart by the pieces of a template', () => {
  expect(matched('{used} of {size} used', '3 GiB of 4 GiB used')).toEqual({used: '3 GiB', size: '4 GiB'})
  expect(matched('Disk {path}', 'Disk /a b')).toEqual({path: '/a b'})
  expect(matched('{all}', 'x')).toEqual({all: 'x'})
  expect(matched('{a}{b}!', 'xy!')).toEqual({a: '', b: 'xy'})
  expect(matched('plain', 'plain')).toEqual({})
  for (const [template, text] of [
    ['{used} of {size} used', '3 of 4 free'],
    ['Disk {path} full', 'Disk /a'],
    ['{a} b', ' c'],
    ['ab{x}bc', 'abc'],
    ['plain', 'plain text'],
  ] as const)
    expect(matched(template, text), template).toBeUndefined()
})
