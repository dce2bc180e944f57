import {sameHash} from '../../rbac/api-key.ts'

/** Each more doubles the time; 12 is what the scripts had, and takes a second. */
const mostRounds = 15

/** Is this what `api_key_hash` was made of? `$2b$…` is bcrypt, 64 hex digits are SHA-256; undefined for what is neither. */
export async function madeOf(hash: string, key: string): Promise<boolean | undefined> {
  if (/^[0-9a-f]{64}$/i.test(hash)) {
    const {createHash} = process.getBuiltinModule('node:crypto')
    return sameHash(createHash('sha256').update(key).digest('hex'), hash.toLowerCase())
  }
  const [, rounds = ''] = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(hash) ?? []
  if (rounds === '' || Number(rounds) > mostRounds) return undefined
  const {compare} = await import('bcryptjs')
  return compare(key, hash)
}
