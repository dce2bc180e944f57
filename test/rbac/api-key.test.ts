import {describe, expect, test} from 'vitest'
import {keyHash, keyIdIn, newApiKey, sameHash, sameKeyAnew} from '../../src/rbac/api-key.ts'
import {fallen, keyPrincipal, keyRowsIn, type KeyRow} from '../../src/rbac/key-row.ts'
import {policyOfRows} from './policy-of.ts'

describe('a key', () => {
  test('has the form that is published, and no two are the same', () => {
    const keys = Array.from({length: 200}, newApiKey)
    for (const {id, key} of keys) {
      expect(key).toMatch(/^prk_[0-9a-z]{10}_[A-Za-z0-9_-]{43}[0-9A-Za-z]{6}$/)
      expect(keyIdIn(key)).toBe(id)
    }
    expect(new Set(keys.map(({id}) => id)).size).toBe(200)
    expect(new Set(keys.map(({key}) => key)).size).toBe(200)
  })

  test('with one letter changed, left out or added is none', () => {
    const {key} = newApiKey()
    for (let at = 0; at < key.length; at++) {
      const other = key[at] === 'a' ? 'b' : 'a'
      expect(keyIdIn(key.slice(0, at) + other + key.slice(at + 1)), String(at)).toBeUndefined()
      expect(keyIdIn(key.slice(0, at) + key.slice(at + 1))).toBeUndefined()
    }
    for (const text of ['', '000000', 'prk_', `${key} `, `${key}\n`, key.repeat(2), key.toUpperCase()])
      expect(keyIdIn(text)).toBeUndefined()
  })

  test('made anew has the same id and another hash', () => {
    const {id, key} = newApiKey()
    const anew = sameKeyAnew(id)
    expect(keyIdIn(anew)).toBe(id)
    const pepper = Buffer.alloc(32, 1)
    expect(keyHash(pepper, anew)).not.toBe(keyHash(pepper, key))
    expect(keyHash(Buffer.alloc(32, 2), key)).not.toBe(keyHash(pepper, key))
    expect(sameHash(keyHash(pepper, key), keyHash(pepper, key))).toBe(true)
    expect(sameHash(keyHash(pepper, key), keyHash(pepper, anew))).toBe(false)
    expect(sameHash(keyHash(pepper, key), '')).toBe(false)
  })
})

test('one of the seeds, with no id in it, has the same one each time, which tells nothing of the key', () => {
  const key = '0123456789abcdef'.repeat(4)
  expect(keyIdIn(key)).toMatch(/^[0-9a-f]{10}$/)
  expect(keyIdIn(key)).toBe(keyIdIn(key))
  expect(key).not.toContain(keyIdIn(key))
  expect(keyIdIn(key.replace('0', '1'))).not.toBe(keyIdIn(key))
  for (const text of [key.slice(1), `${key}0`, key.toUpperCase(), `${key}\n`])
    expect(keyIdIn(text)).toBeUndefined()
})

const row: KeyRow = {
  id: '0123456789',
  name: 'laptop',
  roles: ['agent'],
  owner: {uid: 1000, account: 'pi'},
  pepper: 'p',
  hash: 'h',
  created: '2026-11-26T00:00:00.000Z',
}

test('it stands until it is revoked or its time has come', () => {
  const at = Date.parse('2026-11-26T00:00:00.000Z')
  const expiring = {...row, expires: '2026-11-26T00:00:01.000Z'}
  expect(fallen(row, at)).toBeUndefined()
  expect(fallen(expiring, at)).toBeUndefined()
  expect(fallen(expiring, at + 999)).toBeUndefined()
  expect(fallen(expiring, at + 1000)).toBe('expired')
  expect(fallen({...expiring, revoked: '2026-11-26T00:00:00.500Z'}, at)).toBe('revoked')
})

test('who shows it has its roles, for its owner as they are now', () => {
  const roles = {admin: {permissions: ['*']}, agent: {permissions: []}}
  const policy = policyOfRows(roles, {bob: {roles: ['admin'], uid: 7}})
  const mine = {uid: 1000, username: 'pi', ownsHome: true}
  expect(keyPrincipal(policy, row, mine)).toEqual({
    name: 'pi/laptop',
    roles: ['agent'],
    evidence: 'key 0123456789',
    owner: {name: 'pi', roles: ['admin'], evidence: 'uid 1000'},
  })
  expect(keyPrincipal(policy, row, {uid: 0, username: 'root', ownsHome: true})?.owner?.roles).toEqual([])
  const bobs = {...row, owner: {user: 'bob'}}
  expect(keyPrincipal(policy, bobs, mine)).toMatchObject({name: 'bob/laptop', owner: {roles: ['admin']}})
  expect(keyPrincipal(policyOfRows(roles, {}), bobs, mine)).toBeUndefined()
})

test('a file that is not as Parrot wrote it holds no keys', () => {
  expect(keyRowsIn({keys: [row, {...row, owner: {user: 'bob'}, expires: row.created}]})).toHaveLength(2)
  expect(keyRowsIn({keys: [{...row, from: ['10.0.0.0/8']}]})).toHaveLength(1)
  const wrong = [
    {...row, id: 1},
    {...row, roles: 'admin'},
    {...row, roles: [1]},
    {...row, owner: {uid: '0', account: 'root'}},
    {...row, owner: null},
    {...row, expires: 'never'},
    {...row, revoked: false},
    {...row, from: []},
    {...row, from: '10.0.0.0/8'},
    {...row, from: ['10.0.0.0/8', 'anywhere']},
    null,
    'row',
  ]
  for (const one of wrong) expect(keyRowsIn({keys: [row, one]}), JSON.stringify(one)).toBeUndefined()
  for (const content of [null, undefined, 7, [], {}, {keys: {}}]) expect(keyRowsIn(content)).toBeUndefined()
})
