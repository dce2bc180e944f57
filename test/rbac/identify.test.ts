import {describe, expect, test} from 'vitest'
import {identify, principalNamed} from '../../src/rbac/identify.ts'
import {policyOfRows} from './policy-of.ts'

const roles = {admin: {permissions: ['*']}, viewer: {permissions: ['health:check']}}
const seeds = {
  pi: {roles: ['admin'], api_key_hash: '$2b$12$…'},
  backup: {roles: ['admin'], api_key_hash: '$2b$12$…'},
}
const policy = policyOfRows(roles, {
  ...seeds,
  anna: {roles: ['viewer'], uid: 1001},
  bert: {roles: ['viewer', 'admin'], os: 'bertram'},
  both: {roles: ['viewer'], uid: 1003, os: 'carol'},
})

const of = (uid: number, username?: string, ownsHome = false) =>
  identify(policy, {uid, ownsHome, ...(username !== undefined && {username})})

describe('who is at this terminal', () => {
  test('the user of that uid, whatever the account is called', () => {
    expect(of(1001, 'zoe')).toEqual({name: 'anna', roles: ['viewer'], evidence: 'uid 1001'})
    expect(of(1001)).toEqual({name: 'anna', roles: ['viewer'], evidence: 'uid 1001'})
    expect(of(1001, 'bertram').name).toBe('anna')
  })

  test('the user of that account name, where no uid says otherwise', () => {
    expect(of(1002, 'bertram')).toEqual({name: 'bert', roles: ['viewer', 'admin'], evidence: 'uid 1002'})
    expect(of(1003, 'carol').name).toBe('both')
    expect(of(1004, 'carol')).toEqual({name: 'carol', roles: [], evidence: 'uid 1004'})
  })

  test("the seeds' rows, which name no evidence, are the people of that name", () => {
    expect(of(1000, 'pi')).toEqual({name: 'pi', roles: ['admin'], evidence: 'uid 1000'})
  })

  test('not the account of a service that happens to have that name, and it is not called so either', () => {
    expect(of(34, 'backup')).toEqual({name: 'uid 34', roles: [], evidence: 'uid 34'})
    expect(of(65_534, 'pi').roles).toEqual([])
  })

  test('not an account that has the name of a user with evidence of its own', () => {
    expect(of(1009, 'anna')).toEqual({name: 'uid 1009', roles: [], evidence: 'uid 1009'})
  })
})

describe('without configuration', () => {
  test("the owner of Parrot's home is admin", () => {
    expect(of(1042, 'zoe', true)).toEqual({name: 'zoe', roles: ['admin'], evidence: 'uid 1042'})
    expect(of(0, 'root', true).roles).toEqual(['admin'])
    expect(of(0, undefined, true)).toEqual({name: 'uid 0', roles: ['admin'], evidence: 'uid 0'})
  })

  test('but not where the users file says who they are', () => {
    expect(of(1001, 'anna', true).roles).toEqual(['viewer'])
  })

  test('and nobody else has a role', () => {
    expect(of(1042, 'zoe')).toEqual({name: 'zoe', roles: [], evidence: 'uid 1042'})
    expect(of(1042, '__proto__').roles).toEqual([])
  })
})

test('WHO is a user, else a role, else nobody', () => {
  expect(principalNamed(policy, 'bert')).toEqual({
    name: 'bert',
    roles: ['viewer', 'admin'],
    evidence: 'named',
  })
  expect(principalNamed(policy, 'viewer')).toEqual({name: 'viewer', roles: ['viewer'], evidence: 'named'})
  expect(principalNamed(policy, 'constructor')).toEqual({code: 'who_unknown', params: {who: 'constructor'}})
})
