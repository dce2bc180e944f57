import {hostKey} from './host-key.ts'

/** 32 bytes for one purpose, always the same, that nobody has without the private half of the host's key in `keyFile`. Throws as `hostKey` does. */
export function derivedKey(keyFile: string, purpose: string): Buffer {
  const {hkdfSync} = process.getBuiltinModule('node:crypto')
  const {d = ''} = hostKey(keyFile).privateKey.export({format: 'jwk'})
  return Buffer.from(hkdfSync('sha256', Buffer.from(d, 'base64url'), '', `parrot: ${purpose}`, 32))
}
