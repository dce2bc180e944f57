import canonicalize from 'canonicalize'
import type {HostKey} from './host-key.ts'

/** What this host's key stands for: `key` is its public half. */
export type Signed = {readonly key: string; readonly signature: string}

/** `kind` keeps one kind of statement from being taken for another. */
export function signed<About extends object>(
  kind: string,
  about: About,
  {privateKey, publicKey}: HostKey,
): About & Signed {
  const unsigned = {...about, key: publicKey}
  const signature = process.getBuiltinModule('node:crypto').sign(null, textOf(kind, unsigned), privateKey)
  return {...unsigned, signature: signature.toString('base64url')}
}

/** Was it signed with the private half of the key it names? Whether that key is to be trusted is for the caller to know. */
export function signatureHolds(kind: string, {signature, ...unsigned}: Signed): boolean {
  const {createPublicKey, verify} = process.getBuiltinModule('node:crypto')
  try {
    const key = createPublicKey({key: {kty: 'OKP', crv: 'Ed25519', x: unsigned.key}, format: 'jwk'})
    return verify(null, textOf(kind, unsigned), key, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}

const textOf = (kind: string, unsigned: object) => Buffer.from(`${kind}\n${canonicalize(unsigned)}`)
