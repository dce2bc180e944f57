import {expect, test} from 'vitest'
import {inWordsOf} from '../../src/text/in-words-of.ts'

const told = (messages: Readonly<Record<string, string>>, text: string) => inWordsOf(messages, text, 'de')
const all = (count: number, text: (at: number) => string) => Array.from({length: count}, (_, at) => text(at))

test('a text with values is told, with what is told of these, and with the choices that its numbers make', () => {
  const messages = {
    '{at}: {what}': '{at} – {what}',
    gone: 'weg',
    '{n} {n?file|files}': '{n} {n?Datei|Dateien}',
  }
  expect(told(messages, '/srv: gone')).toBe('/srv – weg')
  expect(told(messages, '/srv: 1 file')).toBe('/srv – 1 Datei')
  expect(told(messages, '/srv: 2 files')).toBe('/srv – 2 Dateien')
})

test('each choice makes two texts of one: of a stranger’s with dozens of them nothing is told', () => {
  const choices = (count: number) => all(count, (at) => `{n${at}} {n${at}?file|files}`).join(' ')
  const messages = (count: number) => ({[choices(count)]: 'gezählt {n0}'})
  expect(told(messages(4), '1 file 2 files 3 files 1 file')).toBe('gezählt 1')
  expect(told({...messages(40), gone: 'weg'}, '1 file')).toBeUndefined()
  expect(told({...messages(40), gone: 'weg'}, 'gone')).toBe('weg')
})

test('of thousands that take anything each is not tried within each', () => {
  const names = all(5000, (at) => `{a${at}} {b}`)
  const messages = {...Object.fromEntries(names.map((name) => [name, name])), gone: 'weg'}
  expect(told(messages, 'one two three four five six')).toBeUndefined()
  expect(told(messages, 'one gone')).toBe('one weg')
})
