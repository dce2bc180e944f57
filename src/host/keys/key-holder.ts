import type {Paths} from '../../config/paths.ts'
import {keyHash, keyIdIn, sameHash} from '../../rbac/api-key.ts'
import type {Principal} from '../../rbac/decision.ts'
import type {Account} from '../../rbac/identify.ts'
import {fallen, keyPrincipal, type KeyRow} from '../../rbac/key-row.ts'
import {isFrom} from '../../rbac/key-source.ts'
import type {Policy} from '../../rbac/policy.ts'
import {pepperOf, readKeys, readPeppers} from './files.ts'

/** Where keys are kept, and the world they are held against. */
export type Keyring = {
  readonly paths: Paths
  readonly account: Account
  readonly policy: Policy
  readonly now: number
  /** The address that it is shown from; undefined for this machine, where no network lies between. */
  readonly address?: string | undefined
}

/** Why a key is not taken. Who shows it is told none of this. */
export type KeyRefused = {
  readonly id: string | null
  readonly reason: 'no_key' | 'unknown' | 'revoked' | 'expired' | 'elsewhere' | 'ownerless'
}

/** Who shows this key, with the rights of now. Takes as long for a key that is not there as for a wrong one. */
export function keyHolder(ring: Keyring, key: string): Principal | KeyRefused {
  const id = keyIdIn(key)
  if (id === undefined) return {id: null, reason: 'no_key'}
  const row = rightRow(ring, id, key)
  if (row === undefined) return {id, reason: 'unknown'}
  const reason = fallen(row, ring.now)
  if (reason !== undefined) return {id, reason}
  if (row.from !== undefined && !isFrom(row.from, ring.address)) return {id, reason: 'elsewhere'}
  return keyPrincipal(ring.policy, row, ring.account) ?? {id, reason: 'ownerless'}
}

const nobody = {pepper: '', hash: ''}

function rightRow({paths, account}: Keyring, id: string, key: string): KeyRow | undefined {
  const rows = readKeys(paths, account.uid)
  const peppers = readPeppers(paths, account.uid)
  if ('code' in rows || peppers === undefined || 'code' in peppers) return undefined
  const row = rows.find((one) => one.id === id)
  const {pepper, hash} = row ?? nobody
  const same = sameHash(keyHash(pepperOf(peppers, pepper) ?? Buffer.alloc(32), key), hash)
  return same ? row : undefined
}
