import {sameKeyAnew} from '../../rbac/api-key.ts'
import {fallen, type KeyRow} from '../../rbac/key-row.ts'
import {mostSources} from '../../rbac/key-source.ts'
import {notThere} from '../../text/not-there.ts'
import {problem, says, type Problem} from '../../text/problem.ts'
import {changed} from '../keys/change.ts'
import {created} from '../keys/create.ts'
import {readKeys} from '../keys/files.ts'
import {hashed} from '../keys/hashed.ts'
import {shown} from '../keys/shown.ts'
import {done, wrong, type Operation} from '../operation.ts'
import type {Work} from '../walk.ts'

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
