import {expect, test} from 'vitest'
import {sees} from '../../src/rbac/authorise.ts'
import {compilePolicy} from '../../src/rbac/policy.ts'
import {unrestricted} from '../../src/rbac/unrestricted.ts'

const roles = {
  all: {permissions: ['*']},
  allButOne: {permissions: ['*', '!health:check']},
  some: {permissions: ['health:*']},
  asking: {permissions: ['?*']},
  heir: {permissions: [], extends: 'allButOne'},
}
const compiled = compilePolicy({file: 'roles', content: {roles}}, {file: 'users', content: {users: {}}})
if ('problems' in compiled) throw new Error('the roles of this test are wrong')
const {policy} = compiled

test.each([
  [['all'], true],
  [['some', 'all'], true],
  [['allButOne'], false],
  [['all', 'allButOne'], false],
  [['all', 'asking'], false],
  [['all', 'heir'], false],
  [['some'], false],
  [['no such role'], false],
  [[], false],
])('%j: %s', (names, expected) => {
  expect(unrestricted(policy, {roles: names})).toBe(expected)
})

test('whoever is unrestricted sees what has no permission at all', () => {
  const wanted = {plugin: 'p', tool: 'p', permissions: [], readOnly: false}
  expect(sees(policy, {name: 'a', roles: ['all'], evidence: ''}, wanted, 'terminal')).toBe(true)
})
