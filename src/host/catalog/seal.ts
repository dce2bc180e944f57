import {hostKey, hostPublicKey} from '../../events/host-key.ts'

/** The signature by the host's key in `keyFile` over a text, in base64url. The key is made when there is none. */
export function sealOf(text: string, keyFile: string): string {
  const {sign} = process.getBuiltinModule('node:crypto')
  return sign(null, bytesOf(text), hostKey(keyFile).privateKey).toString('base64url')
}

/** Was exactly this text sealed with this host's key? */
export function isSealed(text: string, seal: string, keyFile: string): boolean {
  const x = hostPublicKey(keyFile)
  if (x === undefined) return false
  const {createPublicKey, verify} = process.getBuiltinModule('node:crypto')
  const key = createPublicKey({key: {kty: 'OKP', crv: 'Ed25519', x}, format: 'jwk'})
  return verify(null, bytesOf(text), key, Buffer.from(seal, 'base64url'))
}

const bytesOf = (text: string) => Buffer.from(`parrot-lock\n${text}`)
