import {newApiKey} from '../../rbac/api-key.ts'
import {fallen, type KeyOwner, type KeyRow} from '../../rbac/key-row.ts'
import {isSource} from '../../rbac/key-source.ts'
import type {Policy} from '../../rbac/policy.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Host} from '../operation.ts'
import {noRole} from '../operations/roles.ts'
import {noUser} from '../operations/users.ts'
import type {Work} from '../walk.ts'
import type {Change} from './change.ts'
import {hashed} from './hashed.ts'
import {ttlIn} from './ttl.ts'

/** A new key as it was asked for, or what is wrong with that. */
export function created(
  host: Host,
  {values, request, world: {policy}}: Work,
  keys: readonly KeyRow[],
): Change | Problem {
  const {
    name,
    roles = ['agent'],
    ttl,
    user,
    from,
  } = values as {name: string; roles?: string[]; ttl?: string; user?: string; from?: string[]}
  if (!/^[a-z0-9][a-z0-9_-]{0,39}$/.test(name)) return problem('key_name')
  if (keys.some((row) => row.name === name && fallen(row, host.now()) === undefined))
    return problem('key_exists', {key: name})
  const lifetime = ttl === undefined ? undefined : ttlIn(ttl)
  if (ttl !== undefined && lifetime === undefined) return problem('key_ttl')
  const unknown = roles.find((role) => !policy.roles.has(role))
  if (unknown !== undefined) return noRole(policy, unknown)
  const strange = from?.find((one) => !isSource(one))
  if (strange !== undefined) return problem('key_from', {from: strange})
  const owner = ownerNamed(host, policy, user, request)
  if ('code' in owner) return owner
  const {id, key} = newApiKey()
  const at = (ms: number) => new Date(ms).toISOString()
  const expires = lifetime === undefined ? {} : {expires: at(host.now() + lifetime)}
  const row = {
    id,
    name,
    roles,
    owner,
    ...hashed(host, key),
    created: at(host.now()),
    ...expires,
    ...(from && {from}),
  }
  return {row, key, event: 'KEY_CREATED'}
}

function ownerNamed(
  {around}: Host,
  {users}: Policy,
  user: string | undefined,
  {by, person}: Work['request'],
): KeyOwner | Problem {
  if (user === undefined && person !== undefined)
    return users.has(by.name)
      ? {user: by.name}
      : {uid: person.uid, account: person.username ?? String(person.uid)}
  if (user === undefined) return {uid: around.uid, account: around.username}
  return users.has(user) ? {user} : noUser({users}, user)
}
