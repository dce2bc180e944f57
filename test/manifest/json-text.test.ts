import {describe, expect, test} from 'vitest'
import {readJson} from '../../src/manifest/json-text.ts'
import {seeded, type Random} from '../seeded.ts'

const parsed = (text: string): unknown => {
  try {
    return {value: JSON.parse(text) as unknown}
  } catch {
    return 'refused'
  }
}

const read = (text: string): unknown => {
  const json = readJson(text)
  return 'fault' in json ? 'refused' : {value: json.value}
}

test('what JSON.stringify writes is read as JSON.parse reads it', () => {
  const random = seeded('json-text')
  for (let round = 0; round < 500; round++) {
    const text = JSON.stringify(document(random, 4), undefined, random.pick(['', ' ', '\t']))
    expect({text, read: read(text)}).toEqual({text, read: parsed(text)})
  }
})

test('a damaged text is refused or read exactly where JSON.parse would, but for keys given twice and numbers too large', () => {
  const random = seeded('json-damage')
  for (let round = 0; round < 3000; round++) {
    const text = damaged(random, JSON.stringify(document(random, 3)))
    if (isStricter(text)) continue
    expect({text, read: read(text)}).toEqual({text, read: parsed(text)})
  }
})

describe('places', () => {
  const text = '{\n  "a": {"b": [1,\n    {"c": 2}]}\n}'
  const json = readJson(text)
  test.for([
    [[], 1, 1],
    [['a'], 2, 3],
    [['a', 'b'], 2, 9],
    [['a', 'b', 0], 2, 15],
    [['a', 'b', 1, 'c'], 3, 6],
    [['a', 'missing', 'more'], 2, 3],
    [['missing'], 1, 1],
  ] as const)('%j is at %i:%i', ([path, line, column]) => {
    if ('fault' in json) throw new Error(json.fault)
    expect(json.placeOf(path)).toEqual({line, column})
  })
})

test('a key that would reach into JavaScript is refused, which JSON.parse and a merge would let through', () => {
  const text = '{"__proto__": {"admin": true}}'
  expect(Object.assign({}, JSON.parse(text) as object)).toHaveProperty('admin', true)
  expect(readJson(text)).toMatchObject({fault: 'a key may not be called __proto__'})
})

test('of a key that is there twice JSON.parse believes the second without a word', () => {
  const text = '{"permissions": [], "permissions": ["sys:root"]}'
  expect(JSON.parse(text)).toEqual({permissions: ['sys:root']})
  expect(readJson(text)).toMatchObject({fault: 'this key is there twice', place: {line: 1, column: 21}})
})

test('200,000 open brackets are refused without running out of stack', () => {
  expect(readJson('['.repeat(200_000))).toMatchObject({fault: 'nested more than 32 deep'})
  expect(readJson('{"a":'.repeat(50_000))).toMatchObject({fault: 'nested more than 32 deep'})
})

test('a text of a quarter of a mebibyte, as one string or as many items, is read', () => {
  expect(read(JSON.stringify('x'.repeat(250_000)))).toHaveProperty('value')
  expect(read(JSON.stringify(Array.from({length: 60_000}, (_, index) => index)))).toHaveProperty('value')
})

function document(random: Random, depth: number): unknown {
  const kinds = depth === 0 ? 4 : 6
  switch (random.below(kinds)) {
    case 0:
      return random.pick([null, true, false])
    case 1:
      return random.pick([0, -1, 1.5, 1e21, -2.5e-7, 123456789])
    case 2:
    case 3:
      return random.pick(['', 'a', 'ü', '"', '\\', '\n', '\u007f', '\u2028', '😀', '\ud800', '{"a":1}'])
    case 4:
      return Array.from({length: random.below(4)}, () => document(random, depth - 1))
    default:
      return Object.fromEntries(
        ['k', 'a b', '', '\t'].slice(random.below(4)).map((key) => [key, document(random, depth - 1)]),
      )
  }
}

function damaged(random: Random, text: string): string {
  const at = random.below(text.length + 1)
  const more = random.pick([
    '',
    ',',
    '}',
    ']',
    '"',
    '0',
    '-',
    '\\',
    ' ',
    '\u0001',
    '\ufeff',
    '\u00a0',
    'e',
    '.',
    '//',
    'nul',
  ])
  return text.slice(0, at) + more + text.slice(at + random.below(2))
}

/** Refused here for a reason JSON.parse does not have. */
function isStricter(text: string): boolean {
  const json = readJson(text)
  return 'fault' in json && ['this key is there twice', 'this number is too large'].includes(json.fault)
}
