import {hostKey} from './host-key.ts'

/**
 * A digest that nobody makes without the private half of the host's key in `keyFile`: what is short enough to be guessed cannot be tried
 * against it. Throws as `hostKey` does.
 */
export function keyedDigest(keyFile: string, text: string): string {
  const {createHmac, hkdfSync} = process.getBuiltinModule('node:crypto')
  const {d = ''} = hostKey(keyFile).privateKey.export({format: 'jwk'})
  const key = Buffer.from(
    hkdfSync('sha256', Buffer.from(d, 'base64url'), '', 'parrot: what was answered', 32),
  )
  return `hmac-sha256-${createHmac('sha256', key).update(text).digest('hex')}`
}
