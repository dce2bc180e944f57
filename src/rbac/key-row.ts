import type {Policy} from './policy.ts'
import type {Principal} from './decision.ts'
import {isSource, type Sources} from './key-source.ts'
import {identify, type Account} from './identify.ts'

/** Whose rights a key never exceeds: a user's, or those of the account that made it. */
export type KeyOwner = {readonly user: string} | {readonly uid: number; readonly account: string}

/** What is kept of one API key. Times are ISO 8601, in UTC. */
export type KeyRow = {
  readonly id: string
  /** Unique among the keys that stand. */
  readonly name: string
  readonly roles: readonly string[]
  readonly owner: KeyOwner
  /** The id of the pepper that `hash` was made with. */
  readonly pepper: string
  readonly hash: string
  readonly created: string
  readonly expires?: string
  readonly revoked?: string
  /** Where it may be used from; from anywhere, where nothing is said. */
  readonly from?: Sources
}

/** Why a key is worth nothing, or undefined while it stands. */
export function fallen({revoked, expires}: KeyRow, now: number): 'revoked' | 'expired' | undefined {
  if (revoked !== undefined) return 'revoked'
  return expires !== undefined && Date.parse(expires) <= now ? 'expired' : undefined
}

/** Who shows this key: its own roles, and never more than its owner's; undefined where there is no such owner any more. */
export function keyPrincipal(policy: Policy, row: KeyRow, account: Account): Principal | undefined {
  const owner = ownerOf(policy, row.owner, account)
  return owner && {name: `${owner.name}/${row.name}`, roles: row.roles, evidence: `key ${row.id}`, owner}
}

/** The home is only ever that of the account which this process is of. */
function ownerOf(policy: Policy, owner: KeyOwner, {uid, ownsHome}: Account): Principal | undefined {
  if ('uid' in owner)
    return identify(policy, {
      uid: owner.uid,
      username: owner.account,
      ownsHome: ownsHome && owner.uid === uid,
    })
  const user = policy.users.get(owner.user)
  return user && {name: user.name, roles: user.roles, evidence: 'owner of the key'}
}

/** The rows of a file, or undefined where it is not one of Parrot's making. */
export function keyRowsIn(content: unknown): readonly KeyRow[] | undefined {
  const rows = (content as {readonly keys?: unknown} | null)?.keys
  return Array.isArray(rows) && rows.every(isKeyRow) ? rows : undefined
}

function isKeyRow(row: unknown): row is KeyRow {
  if (typeof row !== 'object' || row === null) return false
  const {id, name, roles, owner, pepper, hash, created, expires, revoked, from} = row as Record<
    string,
    unknown
  >
  const texts = [id, name, pepper, hash, created].every((text) => typeof text === 'string')
  const times = [expires, revoked].every((time) => time === undefined || isTime(time))
  return (
    texts &&
    times &&
    (from === undefined || areSources(from)) &&
    Array.isArray(roles) &&
    roles.every((role) => typeof role === 'string') &&
    isOwner(owner)
  )
}

/** None at all would be anywhere to who reads it carelessly. */
const areSources = (from: unknown) =>
  Array.isArray(from) && from.length > 0 && from.every((one) => typeof one === 'string' && isSource(one))

/** One that cannot be read would never come. */
const isTime = (time: unknown) => typeof time === 'string' && !Number.isNaN(Date.parse(time))

function isOwner(owner: unknown): boolean {
  const {user, uid, account} = (owner ?? {}) as Record<string, unknown>
  return typeof user === 'string' || (typeof uid === 'number' && typeof account === 'string')
}
