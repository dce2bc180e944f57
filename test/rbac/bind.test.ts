import {describe, expect, test} from 'vitest'
import {bind, boundText, boundWhere} from '../../src/rbac/bind.ts'
import {says} from '../../src/text/problem.ts'
import {permissionOf} from './policy-of.ts'

const restart = [
  permissionOf('logs:read'),
  permissionOf('service:restart:{unit}'),
  permissionOf('fs:read:/srv'),
]

function bound(input: Record<string, unknown>): readonly string[] {
  const result = bind(restart, input)
  return 'problems' in result ? result.problems.map(says) : result.permissions.map(({text}) => text)
}

test('the value stands where its input was named, and reads as the permission it is', () => {
  const result = bind(restart, {unit: 'jellyfin.service'})
  expect(result).toEqual({
    permissions: [restart[0], permissionOf('service:restart:jellyfin.service'), restart[2]],
  })
})

test('a number is its digits; a list is one permission for each', () => {
  expect(bound({unit: 8096})).toContain('service:restart:8096')
  expect(bound({unit: ['a', 'b']})).toEqual([
    'logs:read',
    'service:restart:a',
    'service:restart:b',
    'fs:read:/srv',
  ])
})

describe('nothing is decided on without a value', () => {
  test.each([[{}], [{unit: undefined}], [{unit: null}], [{unit: []}], [{Unit: 'a'}]])('%j', (input) => {
    expect(bound(input)).toEqual([
      '"service:restart:{unit}" depends on the input "unit", which was not given.',
    ])
  })

  test('what every object has is not a value', () => {
    const named = bind([permissionOf('service:restart:{constructor}')], {})
    expect('problems' in named && named.problems[0]?.code).toBe('right_input_missing')
  })
})

describe('nothing is bent until it fits', () => {
  const wrong = [
    '',
    ' ',
    'a b',
    'a/b',
    'jellyfin.service;reboot',
    'a\nb',
    'a\0',
    '$(reboot)',
    '*',
    '{unit}',
    'jellyfín',
    'a'.repeat(512),
    true,
    {},
    {toString: () => 'a'},
    ['a', ['b']],
    ['a', null],
    [undefined],
  ]
  test.each(wrong)('%j', (unit) => {
    const result = bind(restart, {unit})
    expect('problems' in result && result.problems.map(({code}) => code)).toEqual(['input_unfit'])
  })

  test('512 characters with the rest are fine', () => {
    expect(bound({unit: 'a'.repeat(512 - 'service:restart:'.length)})[1]).toHaveLength(512)
    expect(bound({unit: 'a'.repeat(513 - 'service:restart:'.length)})[0]).toContain('cannot be decided on')
  })
})

test('for advice, what cannot be bound stays as it is', () => {
  const unit = permissionOf('service:restart:{unit}')
  const advised = (input: object) =>
    boundWhere([unit], input as Record<string, unknown>).map(({text}) => text)
  expect(advised({unit: 'a.service'})).toEqual(['service:restart:a.service'])
  expect(advised({unit: ['a', 'b']})).toEqual(['service:restart:a', 'service:restart:b'])
  for (const input of [{}, {unit: '$(reboot)'}, {unit: null}, {unit: Array.from({length: 9}, String)}])
    expect(advised(input)).toEqual(['service:restart:{unit}'])
  // Nobody is ever allowed that list: a right to what is left of it would help nobody.
  expect(advised({unit: ['a;b', 'c']})).toEqual(['service:restart:{unit}'])
  expect(boundText('service:restart:{unit}', {unit: 'a.service'})).toBe('service:restart:a.service')
  for (const input of [{}, {unit: 'a b'}, {unit: ['a']}])
    expect(boundText('service:restart:{unit}', input)).toBe('service:restart:{unit}')
})

test('for advice, a value is as long as one that can be decided on', () => {
  const right = 'service:restart:'
  const [longest, longer] = [512, 513].map((length) => 'a'.repeat(length - right.length))
  expect(boundText(`${right}{unit}`, {unit: longest})).toBe(`${right}${longest}`)
  expect(boundText(`${right}{unit}`, {unit: longer})).toBe(`${right}{unit}`)
  expect(bound({unit: longest})[1]).toBe(`${right}${longest}`)
  expect(bound({unit: longer})[0]).toContain('cannot be decided on')
})
