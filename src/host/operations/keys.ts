import {alone} from '../../config/update-file.ts'
import {keyHash, newApiKey, sameKeyAnew} from '../../rbac/api-key.ts'
import {fallen, type KeyOwner, type KeyRow} from '../../rbac/key-row.ts'
import {isSource, mostSources} from '../../rbac/key-source.ts'
import type {Policy} from '../../rbac/policy.ts'
import {notThere} from '../../text/not-there.ts'
import {problem, says, type Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {keysFile, pepperOf, readKeys, readPeppers, writeFirstPepper, writeKeys} from '../keys/files.ts'
import {ttlIn} from '../keys/ttl.ts'
import {done, wrong, type Host, type Operation} from '../operation.ts'
import {noRole} from './roles.ts'
import {noUser} from './users.ts'

const name = {type: 'string', description: 'Name of the key'}
const which = {
  type: 'object',
  required: ['key'],
  properties: {key: {type: 'string', description: 'Name or id of the key'}},
  additionalProperties: false,
} as const
/** Keys are a person's to give: an agent that could make one would be two. */
export const manage = {permissions: ['rbac:manage'], changes: true, terminal: true} as const

/** Makes a key for an agent. The answer holds it, and nothing else ever does. */
export const keyCreate: Operation = {
  ...manage,
  tool: 'key_create',
  input: {
    type: 'object',
    required: ['name'],
    properties: {
      name,
      roles: {type: 'array', items: {type: 'string'}},
      ttl: {type: 'string', description: 'How long it is good for, such as 30d'},
      from: {
        type: 'array',
        items: {type: 'string'},
        minItems: 1,
        maxItems: mostSources,
        description: 'Addresses and networks that it may be used from',
      },
      user: {type: 'string', description: 'Whose rights it never exceeds; yours, where nobody is named'},
    },
    additionalProperties: false,
  },
  run: (host, work) => changed(host, work, (keys) => created(host, work, keys)),
}

/** All keys, without what they are. */
export const keyList: Operation = {
  tool: 'key_list',
  permissions: ['rbac:read'],
  changes: false,
  terminal: true,
  run: async ({paths, around, now}) => {
    const keys = readKeys(paths, around.uid)
    return 'code' in keys ? wrong(keys) : done({keys: keys.map((row) => shown(row, now()))})
  },
}

/** From now on the key is worth nothing; sessions that were opened with it end. */
export const keyRevoke: Operation = {
  ...manage,
  tool: 'key_revoke',
  input: which,
  run: (host, work) =>
    changed(host, work, (keys) => {
      const row = named(keys, work)
      if ('code' in row) return row
      const revoked = row.revoked ?? new Date(host.now()).toISOString()
      return {row: {...row, revoked}, event: 'KEY_REVOKED'}
    }),
}

/** Another secret under the same id; the old one is worth nothing from now on. */
export const keyRotate: Operation = {
  ...manage,
  tool: 'key_rotate',
  input: which,
  run: (host, work) =>
    changed(host, work, (keys) => {
      const row = named(keys, work)
      if ('code' in row) return row
      const over = fallen(row, host.now())
      if (over !== undefined)
        return problem('key_over', {key: row.name, over: says(problem(`key_is_${over}`))})
      const key = sameKeyAnew(row.id)
      return {row: {...row, ...hashed(host, key)}, key, event: 'KEY_CREATED'}
    }),
}

export type Change = {
  readonly row: KeyRow
  readonly key?: string
  readonly event: 'KEY_CREATED' | 'KEY_REHASHED' | 'KEY_REVOKED'
}

/** One change at a time. No key stands that the journal does not know, and none that is taken back stands for want of a record. */
export async function changed(
  host: Host,
  work: Work,
  change: (keys: readonly KeyRow[]) => Change | Problem,
): Promise<Answer> {
  const {paths, around, now} = host
  return alone(keysFile(paths), async () => {
    const keys = readKeys(paths, around.uid)
    if ('code' in keys) return wrong(keys)
    const made = change(keys)
    if ('code' in made) return wrong(made)
    const {row, key, event} = made
    const write = () => writeKeys(paths, [...keys.filter(({id}) => id !== row.id), row])
    if (event === 'KEY_REVOKED') write()
    await tell(host, work, event, row)
    if (event !== 'KEY_REVOKED') write()
    return done({...shown(row, now()), ...(key !== undefined && {key})})
  })
}

function created(
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

export function hashed({paths, around}: Host, key: string): Pick<KeyRow, 'pepper' | 'hash'> {
  const found = readPeppers(paths, around.uid)
  if (found !== undefined && 'code' in found) throw Object.assign(new Error(found.code), {problem: found})
  const peppers = found ?? writeFirstPepper(paths)
  return {pepper: peppers.current, hash: keyHash(pepperOf(peppers, peppers.current) ?? Buffer.alloc(0), key)}
}

/** By its id, else the one of that name that stands, else the newest that did. */
function named(keys: readonly KeyRow[], {values}: Work): KeyRow | Problem {
  const key = String(values['key'])
  const same = keys.filter(({id, name}) => id === key || name === key)
  const standing = same.find(({revoked}) => revoked === undefined)
  return standing ?? same.at(-1) ?? noKey(keys, key)
}

function noKey(keys: readonly KeyRow[], key: string): Problem {
  const standing = keys.filter(({revoked}) => revoked === undefined).map(({name}) => name)
  return notThere('key_missing', {key}, key, standing)
}

function shown(row: KeyRow, now: number) {
  const {id, name, roles, owner, created, expires, revoked, from} = row
  const times = {created, ...(expires && {expires}), ...(revoked && {revoked})}
  return {id, name, roles, owner, ...times, ...(from && {from}), state: fallen(row, now) ?? 'good'}
}

async function tell({record}: Host, {id: call, request}: Work, event_type: Change['event'], row: KeyRow) {
  const {id, name, roles, owner, expires, from} = row
  const payload = {
    call,
    key: id,
    name,
    roles,
    owner,
    ...(expires && {expires}),
    ...(from && {from}),
    who: request.by.name,
    door: request.door,
  }
  await record({event_type, payload, source: request.door, correlation_id: call})
}
