import canonicalize from 'canonicalize'
import {hostKey, hostPublicKey} from '../../events/host-key.ts'

/** The signature by the host's key in `keyFile` over a lock's content, in base64url. The key is made when there is none. */
export function sealOf(content: unknown, keyFile: string): string {
  const {sign} = process.getBuiltinModule('node:crypto')
  return sign(null, bytesOf(content), hostKey(keyFile).privateKey).toString('base64url')
}

/** Was exactly this content sealed with this host's key? */
export function isSealed(content: unknown, seal: string, keyFile: string): boolean {
  const x = hostPublicKey(keyFile)
  if (x === undefined) return false
  const {createPublicKey, verify} = process.getBuiltinModule('node:crypto')
  const key = createPublicKey({key: {kty: 'OKP', crv: 'Ed25519', x}, format: 'jwk'})
  return verify(null, bytesOf(content), key, Buffer.from(seal, 'base64url'))
}

const bytesOf = (content: unknown) => Buffer.from(`parrot-lock\n${canonicalize(content) ?? ''}`)
