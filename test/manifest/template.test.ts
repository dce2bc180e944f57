import {expect, test} from 'vitest'
import {valuesIn, variablesOf} from '../../src/manifest/template.ts'

test.each([
  ['greet://people/{name}', ['name']],
  ['greet://{first_name}.{second}/x', ['first_name', 'second']],
  ['greet://people', []],
  ['greet://{a}{b}', undefined],
  ['greet://{a}/{a}', undefined],
  ['greet://{A}', undefined],
  ['greet:people', undefined],
  ['greet://a b', undefined],
  ['greet://a?b={c}', undefined],
])('the names in %s', (address, names) => {
  expect(variablesOf(address)).toEqual(names)
})

test.each([
  ['a://x/{one}/y', 'a://x/1/y', {one: '1'}],
  ['a://x/{one}/{two}', 'a://x/1%2F2/3', {one: '1/2', two: '3'}],
  ['a://x.y', 'a://x.y', {}],
  ['a://x.y', 'a://xzy', undefined],
  ['a://x/{one}', 'a://x/', undefined],
  ['a://x/{one}', 'a://x/1/2', undefined],
  ['a://x/{one}', 'a://x/1?y', undefined],
  ['a://x/{one}', 'b://x/1', undefined],
  ['a://x/{one}', 'a://x/%ff', undefined],
  ['a://x/{one}', `a://x/${'1'.repeat(501)}`, undefined],
  ['a://{one}.{two}~', 'a://1.2.3~', {one: '1', two: '2.3'}],
  ['a://{one}.{two}~', 'a://.2~', undefined],
  ['a://{one}.{two}', 'a://1.2/3', undefined],
  ['a://{one}.txt', 'a://.txt', undefined],
  ['a://{one}aa', 'a://aaa', {one: 'a'}],
])('what %s has of %s', (address, uri, values) => {
  expect(valuesIn(address, uri)).toEqual(values)
})

test('an address that would be tried in every way is read once', () => {
  const address = `a://${'abcdefgh'.replaceAll(/./g, (name) => `{${name}}a`)}~`
  expect(valuesIn(address, `a://${'a'.repeat(100_000)}`)).toBeUndefined()
})
