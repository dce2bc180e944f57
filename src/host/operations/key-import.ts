import {fallen, type KeyRow} from '../../rbac/key-row.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {changed, type Change} from '../keys/change.ts'
import {readKeys} from '../keys/files.ts'
import {hashed} from '../keys/hashed.ts'
import {seedKey, type Imported} from '../keys/import.ts'
import {wrong, type Host, type Operation} from '../operation.ts'
import {manage} from './keys.ts'
import {withoutHash} from './users.ts'

/** Takes a key of the scripts that Parrot takes over from, and hashes it as its own are; the row of its user keeps no hash of it. */
export const keyImport: Operation = {
  ...manage,
  tool: 'key_import',
  files: true,
  input: {
    type: 'object',
    required: ['user', 'keyFile'],
    properties: {
      user: {type: 'string', description: 'The user whose key it is'},
      keyFile: {type: 'string', description: 'A file of your own with that key'},
    },
    additionalProperties: false,
  },
  run: async (host, work) => {
    const found = await seedKey(host, work)
    if ('code' in found) return wrong(found)
    const answer = await changed(host, work, (keys) => imported(host, found, keys))
    // Also where it was killed in between the last time: the key is there, and the hash is nobody's use any more.
    if (answer.outcome === 'ok' || isThere(host, found)) await withoutHash(host, work, found.user)
    return answer
  },
}

function isThere({paths, around}: Host, {id, user}: Imported): boolean {
  const keys = readKeys(paths, around.uid)
  return (
    !('code' in keys) && keys.some((row) => row.id === id && 'user' in row.owner && row.owner.user === user)
  )
}

/** One that was revoked stays so. */
function imported(host: Host, {id, key, user, roles}: Imported, keys: readonly KeyRow[]): Change | Problem {
  const name = user
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '-')
    .slice(0, 40)
  const there =
    keys.find((row) => row.id === id) ??
    keys.find((row) => row.name === name && fallen(row, host.now()) === undefined)
  if (there !== undefined) return problem('key_exists', {key: there.name})
  const created = new Date(host.now()).toISOString()
  const row = {id, name, roles, owner: {user}, ...hashed(host, key), created}
  return {row, event: 'KEY_REHASHED'}
}
