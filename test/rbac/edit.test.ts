import {describe, expect, test} from 'vitest'
import {withGrant, withoutUser, withUser} from '../../src/rbac/edit.ts'
import type {UsersFile} from '../../src/rbac/schema.ts'
import {policyOfRows} from './policy-of.ts'

const roles = {
  admin: {permissions: ['*']},
  chief: {permissions: [], extends: 'admin'},
  viewer: {permissions: ['health:check']},
}
const file: UsersFile = {
  $schema: './users.schema.json',
  users: {
    pi: {roles: ['admin'], uid: 1000, created: '2025-11-11T00:00:00Z'},
    anna: {roles: ['viewer'], os: 'anna'},
  },
}
const policy = policyOfRows(roles, file.users)
const owner = {uid: 2000, username: 'own', ownsHome: true}

describe('a new user', () => {
  test('stands beside the others, and the old file is as it was', () => {
    const before = JSON.stringify(file)
    const row = {roles: ['viewer'], uid: 1002, created: '2026-01-01T00:00:00Z'}
    expect(withUser(policy, file, 'bert', row)).toEqual({...file, users: {...file.users, bert: row}})
    expect(JSON.stringify(file)).toBe(before)
  })

  test.each([
    ['user_name', '__proto__', {roles: ['viewer']}],
    ['user_name', 'constructor', {roles: ['viewer']}],
    ['user_name', '-x', {roles: ['viewer']}],
    ['user_name', 'a\n', {roles: ['viewer']}],
    ['user_exists', 'pi', {roles: ['viewer']}],
    ['user_roles', 'bert', {roles: []}],
    ['user_role', 'bert', {roles: ['viewer', 'root']}],
    ['user_role', 'bert', {roles: ['toString']}],
    ['user_uid', 'bert', {roles: ['viewer'], uid: -1}],
    ['user_uid', 'bert', {roles: ['viewer'], uid: 2 ** 32 - 1}],
    ['user_evidence', 'bert', {roles: ['viewer'], uid: 1000}],
    ['user_evidence', 'bert', {roles: ['viewer'], uid: 1005, os: 'anna'}],
  ])('is refused: %s (%s, %j)', (code, name, row) => {
    expect(withUser(policy, file, name, row)).toHaveProperty('code', code)
  })
})

describe('one user less', () => {
  test('the others stay', () => {
    expect(withoutUser(policy, file, 'anna', owner)).toEqual({...file, users: {pi: file.users['pi']}})
  })

  test('never the last who may do everything, unless the owner of the home may without being named', () => {
    const last = {code: 'user_last_admin', params: {user: 'pi'}}
    const left = {...file, users: {anna: file.users['anna']}}
    expect(withoutUser(policy, file, 'pi', owner)).toEqual(left)
    // Once nothing is said of them, too.
    expect(withoutUser(policy, file, 'pi', {...owner, uid: 1000})).toEqual(left)
    // Somebody else asks; or they are named, and for less; or as what is no admin.
    expect(withoutUser(policy, file, 'pi', undefined)).toEqual(last)
    expect(withoutUser(policy, file, 'pi', {...owner, username: 'anna'})).toEqual(last)
    expect(withoutUser(policy, file, 'pi', {...owner, ownsHome: false})).toEqual(last)
    const other = {boss: {permissions: ['*']}, admin: {permissions: ['*', '!sys:root']}}
    const bosses = {users: {pi: {roles: ['boss'], uid: 1000}}}
    expect(withoutUser(policyOfRows(other, bosses.users), bosses, 'pi', owner)).toEqual(last)
    const two = {users: {...file.users, eva: {roles: ['chief']}}}
    const named = {...owner, username: 'anna'}
    expect(withoutUser(policyOfRows(roles, two.users), two, 'pi', named)).not.toHaveProperty('code')
  })

  test.each(['bert', 'constructor', '__proto__'])('%s is nobody', (name) => {
    expect(withoutUser(policy, file, name, owner)).toHaveProperty('code', 'user_missing')
  })
})

describe('one role more', () => {
  test('comes after those there are', () => {
    expect(withGrant(policy, file, 'anna', 'admin')).toEqual({
      ...file,
      users: {...file.users, anna: {roles: ['viewer', 'admin'], os: 'anna'}},
    })
  })

  test.each([
    ['user_missing', 'bert', 'viewer'],
    ['user_missing', 'constructor', 'viewer'],
    ['user_has_role', 'anna', 'viewer'],
    ['user_role', 'anna', 'root'],
  ])('is refused: %s (%s, %s)', (code, name, role) => {
    expect(withGrant(policy, file, name, role)).toHaveProperty('code', code)
  })
})
