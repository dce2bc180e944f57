import {expect, test} from 'vitest'
import {authorise, sees, type Wanted} from '../../src/rbac/authorise.ts'
import type {Principal} from '../../src/rbac/decision.ts'
import {agentOf} from '../../src/rbac/identify.ts'
import {unrestricted} from '../../src/rbac/unrestricted.ts'
import {permissionOf, policyOf, policyOfRows} from './policy-of.ts'

const policy = policyOf([
  {name: 'agent', permissions: ['mcp:read', 'mcp:execute', 'backup:*', '?*', '!sys:*']},
  {name: 'all', permissions: ['*']},
  {name: 'viewer', permissions: ['backup:list', '?backup:create', 'plugin:see:backup']},
  {name: 'sightless', permissions: ['backup:list']},
])

const of = (...roles: readonly string[]): Principal => ({
  name: 'agent',
  roles: ['agent'],
  evidence: 'started by uid 1000',
  owner: {name: 'pi', roles, evidence: 'uid 1000'},
})

const wanted = (...permissions: readonly string[]): Wanted => ({
  plugin: 'backup',
  tool: 'backup_x',
  readOnly: false,
  permissions: permissions.map(permissionOf),
})

const effect = (by: Principal, ...permissions: readonly string[]) =>
  authorise(policy, by, wanted(...permissions), 'mcp').effect

test('who acts for somebody may what both may', () => {
  expect(effect(of('all'), 'backup:restore')).toBe('allow')
  expect(effect(of('viewer'), 'backup:restore')).toBe('deny')
  expect(effect(of('viewer'), 'backup:list')).toBe('allow')
  expect(effect(of('viewer'), 'backup:create')).toBe('ask')
  expect(effect(of('all'), 'logs:write')).toBe('ask')
  expect(effect(of('all'), 'backup:restore', 'sys:root')).toBe('deny')
  expect(effect(of(), 'backup:list')).toBe('deny')
})

test('the verdict names what the owner lacks, and nothing of theirs where they lack nothing', () => {
  const {because, decisions} = authorise(policy, of('viewer'), wanted('backup:restore'), 'mcp')
  expect(because).toEqual({effect: 'deny', permission: 'backup:restore', whose: 'pi'})
  expect(decisions.map(({effect}) => effect)).toEqual(['allow', 'allow', 'deny'])
  expect(authorise(policy, of('all'), wanted('backup:restore'), 'mcp').decisions).toHaveLength(2)
})

test('what the owner may not know of, it may not either', () => {
  const see = (by: Principal) => sees(policy, by, wanted('backup:restore', 'sys:root'), 'mcp')
  const seeing = {...of('viewer'), roles: ['agent', 'viewer']}
  expect(see(seeing)).toBe(true)
  expect(see({...seeing, owner: {name: 'pi', roles: ['sightless'], evidence: 'uid 1000'}})).toBe(false)
})

test('only who acts for somebody unrestricted is so', () => {
  const all = {roles: ['all']}
  expect(unrestricted(policy, all)).toBe(true)
  expect(unrestricted(policy, {...all, owner: of('viewer')})).toBe(false)
  expect(
    unrestricted(policy, {...all, owner: {...of(), roles: ['all'], owner: {...of(), roles: ['all']}}}),
  ).toBe(false)
})

test('an agent is the role of that name, for the person of the account; a user of that name is another', () => {
  const account = {uid: 1000, username: 'pi', ownsHome: true}
  const roles = {admin: {permissions: ['*']}, agent: {permissions: []}}
  expect(agentOf(policyOfRows(roles, {}), account)).toEqual({
    name: 'agent',
    roles: ['agent'],
    evidence: 'started by uid 1000',
    owner: {name: 'pi', roles: ['admin'], evidence: 'uid 1000'},
  })
  expect(agentOf(policyOfRows(roles, {agent: {roles: ['admin'], uid: 7}}), account)).toMatchObject({
    name: 'agent of uid 1000',
    roles: ['agent'],
  })
})
