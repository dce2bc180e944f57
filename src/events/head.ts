import canonicalize from 'canonicalize'
import type {Anchor} from './chain.ts'
import type {HostKey} from './host-key.ts'

/**
 * What the whole chain up to one event comes to, signed with the host's key (`key` is its public half). Kept outside the
 * journal it tells later whether events up to `sequence` are still the ones that were written.
 */
export type Head = Anchor & {
  /** When it was signed. */
  readonly timestamp: string
  readonly boot_id: string
  readonly key: string
  readonly signature: string
}

export function signHead(about: Omit<Head, 'key' | 'signature'>, {privateKey, publicKey}: HostKey): Head {
  const unsigned = {...about, key: publicKey}
  const signature = process.getBuiltinModule('node:crypto').sign(null, signedText(unsigned), privateKey)
  return {...unsigned, signature: signature.toString('base64url')}
}

/** Was it signed with the private half of the key it names? Whether that key is to be trusted is for the caller to know. */
export function signatureHolds({signature, ...unsigned}: Head): boolean {
  const {createPublicKey, verify} = process.getBuiltinModule('node:crypto')
  try {
    const key = createPublicKey({key: {kty: 'OKP', crv: 'Ed25519', x: unsigned.key}, format: 'jwk'})
    return verify(null, signedText(unsigned), key, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}

/** A head from a line of JSON; undefined where the line is no head. */
export function parseHead(line: string): Head | undefined {
  try {
    const value = JSON.parse(line) as Partial<Head> | null
    const {sequence, hash, timestamp, boot_id, key, signature} = value ?? {}
    const texts = [timestamp, boot_id, key, signature].every((text) => typeof text === 'string')
    if (!texts || !isAnchor(sequence, hash)) return undefined
    return {sequence, hash, timestamp, boot_id, key, signature} as Head
  } catch {
    return undefined
  }
}

/** What a person noted of a head: `1234:9f86…`, or the whole head. Undefined where it is neither. */
export function parseExpected(text: string): Anchor | undefined {
  const [, digits, hash] = /^\s*(\d{1,15})[: ]([0-9a-f]{64})\s*$/.exec(text) ?? []
  return digits === undefined || hash === undefined ? parseHead(text) : {sequence: Number(digits), hash}
}

/** The prefix keeps a signature of the same key over something else from passing for a head. */
function signedText(unsigned: Omit<Head, 'signature'>): Buffer {
  return Buffer.from(`parrot-head-1\n${canonicalize(unsigned)}`)
}

function isAnchor(sequence: unknown, hash: unknown): boolean {
  return (
    Number.isSafeInteger(sequence) &&
    Number(sequence) > 0 &&
    typeof hash === 'string' &&
    /^[0-9a-f]{64}$/.test(hash)
  )
}
