import {expect, test} from 'vitest'
import {configFor} from '../../src/manifest/config-values.ts'
import type {ConfigKey} from '../../src/manifest/manifest.ts'
import {says} from '../../src/text/problem.ts'

const result = (key: ConfigKey, given: unknown) => {
  const found = configFor({name: 'weather', config: {KEY: key}}, {KEY: given})
  return 'values' in found ? [found.values['KEY'], found.env['KEY']] : found.problems.map(says)
}

const wants = (found: string, want: string) => [`weather: KEY: found ${found}, want ${want}`]

test.for([
  [{type: 'string'}, 'a b', ['a b', 'a b']],
  [{type: 'string'}, '', ['', '']],
  [{type: 'string'}, 5, wants('5', 'text')],
  [{type: 'string'}, 'a\0b', wants(String.raw`"a\u{0}b"`, 'text')],
  [{type: 'string'}, 'a\u001b[2J', wants(String.raw`"a\u{1b}[2J"`, 'text')],
  [{type: 'string'}, 'two\nlines\tand tab', ['two\nlines\tand tab', 'two\nlines\tand tab']],
  [{type: 'string', pattern: '[a-z]+'}, 'abc', ['abc', 'abc']],
  [{type: 'string', pattern: '[a-z]+'}, 'abc1', wants('"abc1"', 'text that matches [a-z]+')],
  [{type: 'string', pattern: 'a|b'}, 'ax', wants('"ax"', 'text that matches a|b')],
  [{type: 'string', required: true}, '', wants('""', 'text')],
  [{type: 'integer'}, 5, [5, '5']],
  [{type: 'integer'}, '5', [5, '5']],
  [{type: 'integer'}, 5.5, wants('5.5', 'a whole number')],
  [{type: 'integer'}, '0x10', wants('"0x10"', 'a whole number')],
  [{type: 'integer'}, 2 ** 60, wants('1152921504606847000', 'a whole number')],
  [{type: 'integer', minimum: 1, maximum: 3}, 4, wants('4', 'a whole number from 1 to 3')],
  [{type: 'integer', minimum: 1}, 0, wants('0', 'a whole number of at least 1')],
  [{type: 'integer', maximum: 3}, 4, wants('4', 'a whole number of at most 3')],
  [{type: 'number'}, '-1.5', [-1.5, '-1.5']],
  [{type: 'number'}, Number.NaN, wants('NaN', 'a number')],
  [{type: 'number'}, '1e3', wants('"1e3"', 'a number')],
  [{type: 'percentage'}, '85%', [85, '85']],
  [{type: 'percentage'}, 85, [85, '85']],
  [{type: 'percentage'}, 101, wants('101', 'a percentage from 0 to 100')],
  [{type: 'percentage', minimum: 50}, 40, wants('40', 'a percentage from 50 to 100')],
  [{type: 'boolean'}, true, [true, 'true']],
  [{type: 'boolean'}, 'false', [false, 'false']],
  [{type: 'boolean'}, 'yes', wants('"yes"', 'true or false')],
  [{type: 'enum', options: ['C', 'F']}, 'F', ['F', 'F']],
  [{type: 'enum', options: ['C', 'F']}, 'K', wants('"K"', 'one of C, F')],
  [{type: 'email'}, 'ops@example.org', ['ops@example.org', 'ops@example.org']],
  [{type: 'email'}, 'ops@', wants('"ops@"', 'an e-mail address')],
  [{type: 'email'}, 'a@b\n', wants(String.raw`"a@b\u{a}"`, 'an e-mail address')],
  [{type: 'path'}, '/var/log', ['/var/log', '/var/log']],
  [{type: 'path'}, '/', ['/', '/']],
  [{type: 'path'}, 'var/log', wants('"var/log"', 'an absolute path without "." or ".." in it')],
  [{type: 'path'}, '/var/../etc', wants('"/var/../etc"', 'an absolute path without "." or ".." in it')],
  [{type: 'path'}, '/var//log', wants('"/var//log"', 'an absolute path without "." or ".." in it')],
  [{type: 'list'}, ['a', 'b c'], [['a', 'b c'], 'a\nb c']],
  [{type: 'list'}, 'a, b', [['a', 'b'], 'a\nb']],
  [{type: 'list'}, '', [[], '']],
  [{type: 'list'}, [], [[], '']],
  [{type: 'list'}, ['a\nb'], wants(String.raw`"a\u{a}b"`, 'a list of texts')],
  [{type: 'list'}, ['a', ''], wants('""', 'a list of texts')],
  [{type: 'list'}, 5, wants('5', 'a list of texts')],
  [{type: 'list', pattern: '[a-z]', wants: 'letters'}, ['a', '1'], wants('"1"', 'letters')],
  [{type: 'list', pattern: '[a-z]'}, ['a', 'b'], [['a', 'b'], 'a\nb']],
  [{type: 'list', pattern: '[a-z]'}, ['a', '1'], wants('"1"', 'a list of texts that matches [a-z]')],
  [{type: 'secret'}, 'hunter2', ['hunter2', 'hunter2']],
  [
    {type: 'secret', pattern: '[a-z]+'},
    'hunter2',
    wants('a value that is not shown', 'text that matches [a-z]+'),
  ],
  [{type: 'string', required: true}, undefined, wants('nothing', 'text')],
  [{type: 'string'}, undefined, [undefined, undefined]],
  [{type: 'string', default: 'x'}, undefined, ['x', 'x']],
  [{type: 'string', default: 'x'}, 'y', ['y', 'y']],
  [{type: 'boolean', default: true}, false, [false, 'false']],
] as const)('%j given %j: %j', ([key, given, expected]) => {
  expect(result(key as ConfigKey, given)).toEqual(expected)
})

test('secrets are told apart, to be kept out of every record', () => {
  const config = {TOKEN: {type: 'secret'}, OTHER: {type: 'secret'}, NAME: {type: 'string'}} as const
  const found = configFor({name: 'weather', config}, {TOKEN: 's3cret', OTHER: '', NAME: 'n'})
  expect(found).toMatchObject({secrets: ['s3cret'], env: {TOKEN: 's3cret', NAME: 'n'}})
})

test('a key the plugin does not have, with the nearest that it has', () => {
  const config = {WARN_AT: {type: 'integer'}} as const
  const found = configFor({name: 'weather', config}, {WARN_TA: 5, ZZZ: 1, constructor: 1})
  expect('problems' in found && found.problems.map(says)).toEqual([
    'weather: WARN_TA: this plugin has no such key; the nearest is WARN_AT',
    'weather: ZZZ: this plugin has no such key',
    'weather: constructor: this plugin has no such key',
  ])
})

test('a plugin without configuration needs none', () => {
  expect(configFor({name: 'weather'}, {})).toEqual({values: {}, env: {}, secrets: []})
})
