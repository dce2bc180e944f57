import {expect, test} from 'vitest'
import {table} from '../../src/terminal/table.ts'
import {widthOf, wrapped} from '../../src/terminal/table/width.ts'

const mark = '\u0301'

test('signs that take no column end no line, and however many there are, each is measured once', () => {
  const text = 'a'.repeat(90) + mark.repeat(300_000)
  const lines = wrapped(text, 80)
  expect(lines.map(widthOf)).toEqual([80, 10])
  expect(lines.join('') === text).toBe(true)
  expect(wrapped(`${mark.repeat(10_000)} `.repeat(40) + 'b'.repeat(50), 80)).toHaveLength(2)
})

test('words stand beside each other as long as they have room, and a long one is broken', () => {
  expect(wrapped('one two three', 7)).toEqual(['one two', 'three'])
  expect(wrapped('a 日本語 b', 4)).toEqual(['a', '日本', '語 b'])
  expect(wrapped('abcdefgh i', 3)).toEqual(['abc', 'def', 'gh', 'i'])
  expect(wrapped('  ab', 3)).toEqual(['ab'])
  expect([wrapped('', 5), wrapped('abc', 1)]).toEqual([[''], ['abc']])
})

test('a table of thousands of marks has a few of them left', () => {
  const cell = 'a'.repeat(90) + mark.repeat(1900)
  const schema = {'x-table': {rows: 'rows', columns: [{key: 'name', title: 'name'}]}}
  const shown = table({rows: Array.from({length: 200}, () => ({name: cell}))}, schema, {
    width: 80,
    paint: (_, text) => text,
  })
  expect(shown?.split(mark)).toHaveLength(200 * 8 + 1)
})
