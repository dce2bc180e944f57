import {expect, test} from 'vitest'
import type {JsonSchema} from '../../src/manifest/manifest.ts'
import {callFlags, hasFlag, json} from '../../src/terminal/common-flags.ts'
import {fieldsOf} from '../../src/terminal/fields.ts'
import {readInput} from '../../src/terminal/read-input.ts'
import {next, says} from '../../src/text/problem.ts'

const schema: JsonSchema = {
  type: 'object',
  required: ['unit'],
  properties: {
    unit: {type: 'string', description: 'What to restart', 'x-cli': {arg: true}},
    times: {type: 'integer', minimum: 1, maximum: 5, 'x-cli': {arg: true}},
    disk_threshold: {type: 'number', minimum: 0, maximum: 100, 'x-cli': {short: 'd'}},
    only: {type: 'array', items: {type: 'string', enum: ['disk', 'load', 'memory']}},
    tag: {type: 'array', items: {type: 'string'}},
    level: {type: 'integer', enum: [1, 2, 3]},
    at_least: {type: 'integer', minimum: 1},
    at_most: {type: 'number', maximum: 9},
    quiet: {type: 'boolean', 'x-cli': {short: 'q'}},
    colour: {type: 'boolean', default: true},
    filter: {type: 'object'},
  },
}

const read = (...argv: string[]) => readInput(fieldsOf(schema), [json, ...callFlags], argv, 'restart')

async function values(...argv: string[]) {
  const input = await read('nginx', ...argv)
  if ('problems' in input) throw new Error(input.problems.map(says).join('\n'))
  const {unit: _, ...rest} = input.values
  return rest
}

async function wrong(...argv: string[]) {
  const input = await read(...argv)
  return 'problems' in input ? input.problems.map((problem) => `${says(problem)} → ${next(problem)}`) : []
}

test('only what was written is in the values, each of its own type', async () => {
  expect(await read('nginx')).toEqual({values: {unit: 'nginx'}})
  expect(await values('3', '--disk-threshold', '92.5', '--quiet')).toEqual({
    times: 3,
    disk_threshold: 92.5,
    quiet: true,
  })
  expect(await values('-d90', '-q')).toEqual({disk_threshold: 90, quiet: true})
  expect(await values('--no-colour')).toEqual({colour: false})
  expect(await values('--level=2')).toEqual({level: 2})
  expect(await values('--filter', '{"a":[1]}')).toEqual({filter: {a: [1]}})
  expect(await values('--json', '--dry-run', '--unsandboxed', '--exit-code')).toEqual({})
})

test('lists: repeated, and by commas where the values are known', async () => {
  expect(await values('--only', 'disk,load', '--only', 'memory')).toEqual({only: ['disk', 'load', 'memory']})
  expect(await values('--tag', 'a,b', '--tag=c')).toEqual({tag: ['a,b', 'c']})
})

test('words keep their order even where one of them was a value before', async () => {
  expect(await read('--tag', '2', 'nginx', '2')).toEqual({values: {unit: 'nginx', times: 2, tag: ['2']}})
})

test('after -- everything is a word', async () => {
  expect(await read('--', '--disk-threshold')).toEqual({values: {unit: '--disk-threshold'}})
})

test('everything that is wrong is said at once, with what would be right', async () => {
  expect(await wrong('--disk-threshold', '101', '--only', 'cpu', '--level', '9', '--filter', '{')).toEqual([
    'UNIT is missing. → See how it is written: parrot restart --help',
    '--disk-threshold: "101" is not a number from 0 to 100. → Give a number from 0 to 100.',
    '--only: "cpu" is not one of disk, load, memory. → Give one of disk, load, memory.',
    '--level: "9" is not one of 1, 2, 3. → Give one of 1, 2, 3.',
    '--filter: "{" is not JSON. → Give JSON.',
  ])
  expect(await wrong('nginx', '0', 'more', 'words')).toEqual([
    'Nothing is expected at "more". → Quote what belongs together, or see: parrot restart --help',
    'Nothing is expected at "words". → Quote what belongs together, or see: parrot restart --help',
    'TIMES: "0" is not a whole number from 1 to 5. → Give a whole number from 1 to 5.',
  ])
  expect(await wrong('nginx', '--at-least', '0', '--at-most', '10')).toEqual([
    '--at-least: "0" is not a whole number of at least 1. → Give a whole number of at least 1.',
    '--at-most: "10" is not a number of at most 9. → Give a number of at most 9.',
  ])
})

test.each(['1e400', '0x10', ' 5', '5 ', '', 'NaN', '1_000', '--5'])('%j is no number', async (text) => {
  expect(await wrong('nginx', `--disk-threshold=${text}`)).toHaveLength(1)
})

test('a mistyped flag names the nearest one; names of JavaScript objects are no flags', async () => {
  expect(await wrong('nginx', '--disk-treshold', '5')).toEqual([
    'There is no flag --disk-treshold. → Did you mean --disk-threshold?',
  ])
  for (const flag of ['--constructor', '--__proto__', '--toString', '--hasOwnProperty']) {
    expect(await wrong('nginx', flag)).toEqual([
      `There is no flag ${flag}. → See what there is: parrot restart --help`,
    ])
  }
})

test('what oclif refuses by itself is a problem too', async () => {
  expect(await wrong('nginx', '--disk-threshold')).toEqual([
    '--disk-threshold needs a value. → See how it is written: parrot restart --help',
  ])
  expect(await wrong('nginx', '--level', '1', '--level', '2')).toEqual([
    '--level can be given only once. → See how it is written: parrot restart --help',
  ])
})

test('a flag without a value that is given one is refused: --dry-run=true must never be a real run', async () => {
  expect(hasFlag(['nginx', '--dry-run=true'], 'dry-run')).toBe(false)
  expect(await wrong('nginx', '--dry-run=true')).toEqual([
    '--dry-run takes no value. → Write --dry-run alone, or leave it out.',
  ])
})

test('more words than can be sorted in time are refused unread', async () => {
  const words = Array.from({length: 100_000}, (_, at) => `word${at}`)
  const input = await readInput([], [], words, 'restart')
  expect('problems' in input && input.problems.map(says)).toEqual([
    '100000 words are too many; at most 2000 are read.',
  ])
})

test('a megabyte in one argument is a value like any other, and short in a message', async () => {
  const long = 'x'.repeat(1_000_000)
  expect(await values('--tag', long)).toEqual({tag: [long]})
  expect((await wrong('nginx', '--disk-threshold', long))[0]).toHaveLength(142)
})

test('control codes in an argument do not reach the message', async () => {
  expect((await wrong('nginx', '--disk-threshold', '\u001b[2J9\u202e'))[0]).toContain('"9" is not a number')
})

test('a flag counts only before --, and only as a word of its own', () => {
  expect(hasFlag(['a', '--json'], 'json')).toBe(true)
  expect(hasFlag(['a', '--', '--json'], 'json')).toBe(false)
  expect(hasFlag(['a', '--json=1'], 'json')).toBe(false)
})

test('a property that is no flag name is left out of the command line', () => {
  const fields = fieldsOf({
    properties: {'a b': {type: 'string'}, '--x': {}, ok: {type: ['string', 'null']}, list: {type: 'array'}},
  })
  expect(fields.map(({name, kind, many}) => ({name, kind, many}))).toEqual([
    {name: 'ok', kind: 'text', many: false},
    {name: 'list', kind: 'text', many: true},
  ])
  expect(fieldsOf(undefined)).toEqual([])
})
