import {describe, expect, test} from 'vitest'
import {table, type Page} from '../../src/terminal/table.ts'

const wide: Page = {width: 80, paint: (_, text) => text}
const marked: Page = {width: 80, paint: (look, text) => `<${look}>${text}</${look}>`}

const schema = (columns: readonly object[], more = {}) => ({'x-table': {rows: 'rows', columns, ...more}})
const rows = (...rows: readonly object[]) => ({rows})
const lines = (...parts: readonly string[]) => parts.join('\n')

describe('what a table looks like', () => {
  const columns = [
    {key: 'status', as: 'status'},
    {key: 'name', title: 'disk'},
    {key: 'size', title: 'size', as: 'bytes'},
    {key: 'used', title: 'used', as: 'bar'},
    {key: 'used', as: 'percent'},
    {key: 'says', title: 'what'},
    {key: 'note', below: true},
  ]
  const output = {
    ...rows(
      {status: 'ok', name: '/', size: 252 * 2 ** 30, used: 22.34, says: 'well'},
      {status: 'warning', name: '/boot', size: 500, used: 80, says: 'rather full', note: 'look at it'},
      {status: 'critical', name: '/srv', size: 1536, used: 100, says: 'full', note: 'do something'},
      {status: 'unknown', name: '/mnt', size: null, used: null, says: 'it hangs'},
      {status: 'not_applicable', name: '/ro', size: 0, used: 0, says: 'read-only'},
    ),
    line: '1 critical',
  }

  test('signs, sizes, bars and shares, aligned under their titles, and the line below', () => {
    expect(table(output, schema(columns, {summary: 'line'}), wide)).toBe(
      lines(
        '   disk      size  used                 what',
        '✓  /      252 GiB  ██░░░░░░░░   22.3 %  well',
        '!  /boot    500 B  ████████░░   80.0 %  rather full',
        '   look at it',
        '✗  /srv   1.5 KiB  ██████████  100.0 %  full',
        '   do something',
        '?  /mnt                                 it hangs',
        '-  /ro        0 B  ░░░░░░░░░░    0.0 %  read-only',
        '',
        '1 critical',
      ),
    )
  })

  test('in ASCII, words for signs', () => {
    expect(table(output, schema(columns, {summary: 'line'}), {...wide, unicode: false})).toBe(
      lines(
        '      disk      size  used                   what',
        'ok    /      252 GiB  [##--------]   22.3 %  well',
        'WARN  /boot    500 B  [########--]   80.0 %  rather full',
        '   look at it',
        'CRIT  /srv   1.5 KiB  [##########]  100.0 %  full',
        '   do something',
        '?     /mnt                                   it hangs',
        '-     /ro        0 B  [----------]    0.0 %  read-only',
        '',
        '1 critical',
      ),
    )
  })

  test('colour says how a row is: well only at its sign and bar, absent not at all', () => {
    const few = schema([columns[0] ?? {}, {key: 'used', as: 'bar'}, {key: 'says'}], {summary: 'line'})
    expect(table(output, few, marked)?.split('\n')).toEqual([
      '<green>✓</green>  <green>██</green><dim>░░░░░░░░</dim>  well',
      '<yellow>!</yellow>  <yellow>████████</yellow><dim>░░</dim>  <yellow>rather full</yellow>',
      '<red>✗</red>  <red>██████████</red>  <red>full</red>',
      '<cyan>?</cyan>              <cyan>it hangs</cyan>',
      '<dim>-</dim>  <dim>░░░░░░░░░░</dim>  <dim>read-only</dim>',
      '',
      '<bold>1 critical</bold>',
    ])
  })

  test('a bar is empty only for nothing and full only for all', () => {
    const bars = [0, 0.1, 4, 50, 96, 99.9, 100].map((used) => ({used}))
    expect(table(rows(...bars), schema([{key: 'used', as: 'bar'}]), wide)?.split('\n')).toEqual([
      '░░░░░░░░░░',
      '█░░░░░░░░░',
      '█░░░░░░░░░',
      '█████░░░░░',
      '█████████░',
      '█████████░',
      '██████████',
    ])
  })

  test('numbers with their unit, times, and what is no number', () => {
    const values = [1.005, 2.345678, -3, 'four', null, true].map((n) => ({n, s: n}))
    const found = table(
      rows(...values),
      schema([
        {key: 'n', as: 'number', unit: '°C'},
        {key: 's', as: 'seconds'},
      ]),
      wide,
    )
    expect(found?.split('\n')).toEqual(['   1 °C   1 s', '2.35 °C   2 s', '  -3 °C  -3 s', '', '', ''])
    const spans = [119, 120, 7199, 7200, 259_199, 259_200].map((s) => ({s}))
    expect(
      table(rows(...spans), schema([{key: 's', as: 'seconds'}]), wide)
        ?.split('\n')
        .map((line) => line.trim()),
    ).toEqual(['119 s', '2 min', '119 min', '2 h', '71 h', '3 d'])
  })

  test('sizes to the largest unit and beyond', () => {
    const sizes = [1023, 1024, 102_348, 102_400, 2 ** 50, 2 ** 64].map((b) => ({b}))
    expect(
      table(rows(...sizes), schema([{key: 'b', as: 'bytes'}]), wide)
        ?.split('\n')
        .map((line) => line.trim()),
    ).toEqual(['1023 B', '1.0 KiB', '99.9 KiB', '100 KiB', '1.0 PiB', '16384 PiB'])
  })
})

describe('a page has its width', () => {
  const columns = [{key: 'status', as: 'status'}, {key: 'id'}, {key: 'used', as: 'bar'}, {key: 'says'}]
  const long = {
    status: 'ok',
    id: 'disk:/a/very/long/path/to/some/folder/on/a/disk',
    used: 5,
    says: 'word '.repeat(40).trim(),
  }

  test.each([40, 60, 80, 200])('no line is longer than %i columns, and no word is lost', (width) => {
    const found = table(rows(long), schema(columns), {...wide, width}) ?? ''
    expect(Math.max(...found.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width)
    expect(found.match(/word/g)).toHaveLength(40)
    expect(found.replaceAll(/[^a-z/:]/g, '').replaceAll('word', '')).toBe(long.id)
    expect(found.includes('█')).toBe(width >= 60)
  })

  test('wide characters, combining ones and emoji take the columns that they take', () => {
    const names = ['日本', 'e\u0301te', '🦜', 'abcd'].map((name) => ({name, n: 1}))
    expect(
      table(rows(...names), schema([{key: 'name'}, {key: 'n', as: 'number'}]), wide)?.split('\n'),
    ).toEqual(['日本  1', 'e\u0301te   1', '🦜    1', 'abcd  1'])
  })

  test('what stands below wraps under its row', () => {
    const found = table(
      rows({id: 'x', note: 'word '.repeat(10)}),
      schema([{key: 'id'}, {key: 'note', below: true}]),
      {...wide, width: 40},
    )
    expect(found).toBe(lines('x', '   word word word word word word word', '   word word word'))
  })
})

describe('a result that is a stranger’s', () => {
  test('nothing of it acts on the terminal or leaves its line', () => {
    const evil = '\u001b]0;title\u0007\u001b[31mred\u001b[2J\r\n\u0000\u009bA\u202egnp\u200b'
    const hostile = schema(
      [
        {key: 'status', as: 'status'},
        {key: 'a', title: evil},
        {key: 'n', as: 'number', unit: evil},
        {key: 'b', below: true},
      ],
      {summary: 'a'},
    )
    const found = table({...rows({status: evil, a: evil, n: 1, b: evil}), a: evil}, hostile, wide) ?? ''
    // The control: the same text as it is would be caught.
    expect(evil).toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(found.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(found.split('\n')).toHaveLength(5)
  })

  test('ASCII is nothing but ASCII', () => {
    const found = table(rows({a: '54 °C in Köln 🦜'}), schema([{key: 'a'}]), {...wide, unicode: false})
    expect(found).toBe('54 C in K?ln ?')
  })

  test.each([
    ['no annotation', {}, rows({a: 1})],
    ['no rows in the result', schema([{key: 'a'}]), {}],
    ['rows that are no list', schema([{key: 'a'}]), {rows: {length: 1}}],
    ['a row that is none', schema([{key: 'a'}]), {rows: [{a: 1}, null]}],
    ['a result that is none', schema([{key: 'a'}]), 'text'],
    ['a result that is a list', schema([{key: 'a'}]), [1]],
    ['no columns', schema([]), rows({a: 1})],
    ['far too many columns', schema(Array.from({length: 17}, () => ({key: 'a'}))), rows({a: 1})],
    ['a column without a key', schema([{title: 'a'}]), rows({a: 1})],
    ['a column that is none', schema([null as unknown as object]), rows({a: 1})],
    ['a kind that is none', schema([{key: 'a', as: 'picture'}]), rows({a: 1})],
    ['columns that are no list', {'x-table': {rows: 'rows', columns: 'a'}}, rows({a: 1})],
    ['an annotation that is none', {'x-table': 7}, rows({a: 1})],
  ])('%s: no table', (_, annotated, output) => {
    expect(table(output, annotated, wide)).toBeUndefined()
  })

  test('no schema, no table; no rows and no summary, nothing at all', () => {
    expect(table(rows({a: 1}), undefined, wide)).toBeUndefined()
    expect(table({rows: [], line: ''}, schema([{key: 'a', title: 'A'}], {summary: 'line'}), wide)).toBe('')
    expect(table({rows: [], line: 'none'}, schema([{key: 'a'}], {summary: 'line'}), wide)).toBe('none')
  })

  test('as many rows as fit into the longest result', () => {
    const found = table({rows: Array.from({length: 200_000}, () => ({a: 'x'}))}, schema([{key: 'a'}]), wide)
    expect(found?.length).toBe(399_999)
  })

  test('keys that every object has are empty', () => {
    const columns = ['constructor', '__proto__', 'toString', 'a'].map((key) => ({key}))
    expect(table(rows({a: 'x'}), schema(columns), wide)).toBe('x')
  })
})

test('a name is not broken on a narrow page, as long as it leaves half of it', () => {
  const schema = {
    'x-table': {
      rows: 'rows',
      columns: [
        {key: 'status', as: 'status'},
        {key: 'id', title: 'CHECK'},
        {key: 'says', title: 'SAYS'},
      ],
    },
  }
  const rows = [{status: 'ok', id: 'daily_workflow', says: 'it ran an hour ago, and all of it went well'}]
  const shown = table({rows}, schema, {...wide, width: 40}) ?? ''
  expect(shown).toContain('daily_workflow')
  expect(Math.max(...shown.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40)
})

describe('what is to be copied, and what is too much', () => {
  const columns = [
    {key: 'name', whole: true},
    {key: 'at', title: 'when', as: 'time'},
    {key: 'size', as: 'bytes'},
    {key: 'about', below: true},
  ]
  const row = {name: 'a'.repeat(70), at: '2026-11-26T10:00:00Z', size: 1, about: 'new'}
  const local = /^\d{4}-\d\d-\d\d \d\d:\d\d$/

  test('a name is never broken: it stands above the rest where both have no room', () => {
    const [title, name, rest, about] = (table(rows(row), schema(columns), wide) ?? '').split('\n')
    expect([title?.trim(), name, about?.trim()]).toEqual(['when', row.name, 'new'])
    expect(rest?.trim().replace(/ +1 B$/, '')).toMatch(local)
    const narrow = (table(rows(row), schema(columns), {...wide, width: 40}) ?? '').split('\n')
    expect(narrow).toContain(row.name)
    const beside = (table(rows({...row, name: 'b'}), schema(columns), wide) ?? '').split('\n')
    expect(beside[1]).toMatch(/^b +\d{4}-\d\d-\d\d \d\d:\d\d +1 B$/)
  })

  test('a moment is told as the clock here has it, and what is none as it is', () => {
    const at = new Date(2026, 10, 26, 9, 5)
    const shown = (value: unknown) => table(rows({at: value}), schema([{key: 'at', as: 'time'}]), wide)
    expect([shown(at.toISOString()), shown('soon'), shown(null)]).toEqual(['2026-11-26 09:05', 'soon', ''])
  })

  test('so many rows, and how many more there are', () => {
    const many = Array.from({length: 25}, (_, at) => ({name: `n${at}`}))
    const shown = table({rows: many}, schema([{key: 'name'}], {most: 10}), wide)?.split('\n')
    expect(shown).toHaveLength(11)
    expect(shown?.at(-1)).toBe('… and 15 more, with --json')
  })

  test('on a screen the line below is wrapped', () => {
    const output = {...rows({name: 'a'}), line: 'one two three'}
    const shown = (page: Page) => table(output, schema([{key: 'name'}], {summary: 'line'}), page)
    expect(shown({...wide, room: 7})).toBe('a\n\none two\nthree')
    expect(shown(wide)).toBe('a\n\none two three')
  })
})
