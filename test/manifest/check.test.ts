import {describe, expect, test} from 'vitest'
import {checkInput, checkOutput} from '../../src/manifest/check.ts'
import type {JsonSchema} from '../../src/manifest/manifest.ts'
import {says} from '../../src/text/problem.ts'

const input: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['unit'],
  properties: {
    unit: {type: 'string', pattern: '^[a-z.]+$', 'x-cli': {arg: true}},
    disk_threshold: {type: 'integer', minimum: 1, maximum: 100, default: 80},
    only: {type: 'array', items: {enum: ['disk', 'load']}, uniqueItems: true, minItems: 1, maxItems: 2},
    level: {enum: ['low', 'high']},
    name: {type: 'string', minLength: 2, maxLength: 4},
    secret: {type: 'string', minLength: 20, writeOnly: true},
    when: {type: 'string', format: 'date'},
    ratio: {type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1, multipleOf: 0.25},
    place: {type: 'object', properties: {lat: {type: 'number', maximum: 90}}, required: ['lat']},
    kind: {$ref: '#/$defs/kind', type: 'string'},
    either: {type: ['string', 'integer'], anyOf: [{type: 'integer'}, {type: 'string', maxLength: 1}]},
    fixed: {const: 'x'},
    other: {type: 'string', not: {const: 'no'}},
  },
  dependentRequired: {level: ['name']},
  $defs: {kind: {enum: ['a', 'b']}},
}

const said = async (values: Record<string, unknown>, schema = input) => {
  const checked = await checkInput({schema, command: 'health_check'}, values)
  return 'values' in checked ? checked.values : checked.problems.map(says)
}

test('a pattern is told in the words of whoever wrote it', async () => {
  const pattern = '^sha256-'
  const described: JsonSchema = {
    type: 'object',
    properties: {
      plan: {type: 'string', pattern, description: 'The digest that plan gave'},
      archive: {type: 'string', pattern, description: 'Its name', 'x-wants': 'the name of an archive'},
    },
  }
  expect(await said({plan: 'x', archive: 'x'}, described)).toEqual([
    '--plan: found "x", want the digest that plan gave.',
    '--archive: found "x", want the name of an archive.',
  ])
})

test.for([
  [{}, ['UNIT: found nothing, want a value.']],
  [{unit: 'a b'}, ['UNIT: found "a b", want text that matches ^[a-z.]+$.']],
  [{unit: 5}, ['UNIT: found 5, want text.']],
  [{unit: 'a', disk_threshold: 200}, ['--disk-threshold: found 200, want a whole number from 1 to 100.']],
  [{unit: 'a', disk_threshold: 'many'}, ['--disk-threshold: found "many", want a whole number.']],
  [{unit: 'a', disk_threshold: 1.5}, ['--disk-threshold: found 1.5, want a whole number.']],
  [{unit: 'a', disk_treshold: 5}, ['There is no --disk-treshold here; the nearest is --disk-threshold.']],
  [{unit: 'a', zzzzzz: 5}, ['There is no --zzzzzz here.']],
  [{unit: 'a', uint: 'b'}, ['There is no --uint here; the nearest is UNIT.']],
  [{unit: 'a', constructor: 5}, ['There is no --constructor here.']],
  [{unit: 'a', 'x\u001b[2J': 5}, [String.raw`There is no --x\u{1b}[2J here.`]],
  [{unit: 'a', '\ud800': 5}, ['the input: found an object, want something simple enough to be checked.']],
  [{unit: 'a', only: []}, ['--only: found an empty list, want at least 1 item.']],
  [{unit: 'a', only: ['disk', 'disk']}, ['--only: found a list, want each item once.']],
  [{unit: 'a', only: ['disk', 'x']}, ['--only (1): found "x", want one of disk, load.']],
  [
    {unit: 'a', only: ['disk', 'load', 'disk']},
    ['--only: found a list, want at most 2 items.', '--only: found a list, want each item once.'],
  ],
  [{unit: 'a', level: 'low'}, ['--name: found nothing, want a value.']],
  [{unit: 'a', name: 'x'}, ['--name: found "x", want text of at least 2 characters.']],
  [{unit: 'a', name: 'xxxxx'}, ['--name: found "xxxxx", want text of at most 4 characters.']],
  [
    {unit: 'a', secret: 'hunter2'},
    ['--secret: found a value that is not shown, want text of at least 20 characters.'],
  ],
  [{unit: 'a', when: 'soon'}, ['--when: found "soon", want text in the format date.']],
  [{unit: 'a', ratio: 0}, ['--ratio: found 0, want a number above 0.']],
  [{unit: 'a', ratio: 1}, ['--ratio: found 1, want a number below 1.']],
  [{unit: 'a', ratio: 0.3}, ['--ratio: found 0.3, want a multiple of 0.25.']],
  [{unit: 'a', place: {lat: 91}}, ['--place (lat): found 91, want a number of at most 90.']],
  [{unit: 'a', place: {}}, ['--place (lat): found nothing, want a value.']],
  [{unit: 'a', kind: 'c'}, ['--kind: found "c", want one of a, b.']],
  [{unit: 'a', either: 'xx'}, ['--either: found "xx", want a value that fits "anyOf" of its schema.']],
  [
    {unit: 'a', either: true},
    [
      '--either: found true, want text or a whole number.',
      '--either: found true, want a value that fits "anyOf" of its schema.',
    ],
  ],
  [{unit: 'a', fixed: 'y'}, ['--fixed: found "y", want x.']],
  [{unit: 'a', other: 'no'}, ['--other: found "no", want another value.']],
] as const)('%j: %j', async ([values, expected]) => {
  expect(await said(values)).toEqual(expected)
})

test('what fits is given back with the defaults of what was left out', async () => {
  expect(await said({unit: 'sshd.service'})).toEqual({unit: 'sshd.service', disk_threshold: 80})
  expect(await said({unit: 'sshd.service', disk_threshold: 5})).toEqual({
    unit: 'sshd.service',
    disk_threshold: 5,
  })
})

test('nothing given and nothing required needs no validator', async () => {
  expect(await said({}, {type: 'object', properties: {a: {type: 'string', default: 'x'}}})).toEqual({a: 'x'})
  expect(await said({}, {type: 'object'})).toEqual({})
})

test('the schema of the plugin is left as it was', async () => {
  const before = JSON.stringify(input)
  Object.freeze(input)
  await said({unit: 'a'})
  expect(JSON.stringify(input)).toBe(before)
  expect(Object.getOwnPropertyNames(input)).toEqual(Object.keys(input))
})

describe('too much', () => {
  const list: JsonSchema = {
    type: 'object',
    properties: {only: {type: 'array', items: {type: 'string'}, uniqueItems: true}},
  }

  test('a million items are refused before they are compared with each other', async () => {
    expect(await said({only: Array.from({length: 1_000_000}, String)}, list)).toEqual([
      '--only: found a longer list, want at most 2000 items.',
    ])
  })

  test('a value nested 20,000 deep against a schema that follows it', async () => {
    const tree: JsonSchema = {
      type: 'object',
      properties: {tree: {$ref: '#/$defs/tree', type: 'object'}},
      $defs: {tree: {type: 'object', properties: {tree: {$ref: '#/$defs/tree'}}}},
    }
    let deep: Record<string, unknown> = {}
    for (let level = 0; level < 20_000; level++) deep = {tree: deep}
    expect(await said(deep, tree)).toEqual([
      'the input: found an object, want something simple enough to be checked.',
    ])
  })

  test('of 1,500 wrong items 20 are named', async () => {
    expect(await said({only: Array.from({length: 1500}, (_, index) => index)}, list)).toHaveLength(20)
  })

  test('of 300,000 wrong items in a result at least one', async () => {
    const schema: JsonSchema = {type: 'object', properties: {a: {type: 'array', items: {type: 'string'}}}}
    const problems = await checkOutput(schema, {a: Array.from({length: 300_000}, (_, index) => index)})
    expect(says(problems[0] ?? problems[1]!)).toBe('a.0: found 0, want text')
  })
})

test.for([
  [{degrees: [1, 2]}, []],
  ['text', ['the document: found "text", want an object']],
  [{}, ['degrees: found nothing, want a value']],
  [{degrees: [1, 'x']}, ['degrees.1: found "x", want a number']],
  [{degrees: [1], more: 1}, ['more: found 1, want nothing']],
  [{degrees: [null]}, ['degrees.0: found null, want a number']],
  [{degrees: [1], at: {x: 1, '\u001b': 2}}, [String.raw`at.\u{1b}: found 2, want text`]],
] as const)('a result %j: %j', async ([output, expected]) => {
  const schema: JsonSchema = {
    type: 'object',
    additionalProperties: false,
    required: ['degrees'],
    properties: {
      degrees: {type: 'array', items: {type: 'number'}},
      at: {type: 'object', properties: {x: {type: 'number'}}, additionalProperties: {type: 'string'}},
    },
  }
  expect((await checkOutput(schema, output)).map(says)).toEqual(expected)
})
