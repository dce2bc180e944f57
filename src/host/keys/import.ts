import {resolve} from 'node:path'
import {readPolicyFiles} from '../../config/policy-files.ts'
import {readSafely} from '../../config/safe-file.ts'
import {keyIdIn} from '../../rbac/api-key.ts'
import {isSeedKey} from '../../rbac/seed-key.ts'
import type {UsersFile} from '../../rbac/schema.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import type {Host} from '../operation.ts'
import {noUser} from '../operations/users.ts'
import {madeOf} from './seed-hash.ts'

/** A key of the scripts that Parrot takes over from, and its user. */
export type Imported = {
  readonly id: string
  readonly key: string
  readonly user: string
  readonly roles: readonly string[]
}

/** The key in that file, where the user's `api_key_hash` was made of it; a problem otherwise. */
export async function seedKey({around, paths}: Host, {values, world}: Work): Promise<Imported | Problem> {
  const {user, keyFile} = values as {user: string; keyFile: string}
  const known = world.policy.users.get(user)
  if (known === undefined) return noUser(world.policy, user)
  const {users} = await readPolicyFiles(around, paths, world.config)
  const hash = (users.content as UsersFile).users[user]?.api_key_hash
  if (hash === undefined) return problem('key_no_hash', {user})
  const key = keyIn(resolve(around.cwd, keyFile), around.uid)
  if (key === undefined) return problem('key_file')
  const id = keyIdIn(key)
  if (!isSeedKey(key) || id === undefined) return problem('key_no_seed')
  const same = await madeOf(hash, key)
  if (same === undefined) return problem('key_hash_unknown', {user})
  return same ? {id, key, user, roles: known.roles} : problem('key_not_of', {user})
}

/** A file that others can read has nobody's key in it. */
function keyIn(file: string, uid: number): string | undefined {
  const found = readSafely(file, uid, 4096)
  if (found === undefined || 'code' in found || (found.stats.mode & 0o077) !== 0) return undefined
  return found.text.trim()
}
