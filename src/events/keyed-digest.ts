import {derivedKey} from './derived-key.ts'

/**
 * A digest that nobody makes without the private half of the host's key in `keyFile`: what is short enough to be guessed cannot be tried
 * against it. Throws as `hostKey` does.
 */
export function keyedDigest(keyFile: string, text: string): string {
  const {createHmac} = process.getBuiltinModule('node:crypto')
  const key = derivedKey(keyFile, 'what was answered')
  return `hmac-sha256-${createHmac('sha256', key).update(text).digest('hex')}`
}
