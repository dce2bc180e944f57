import {isSeedKey, seedKeyId} from './seed-key.ts'

const idForm = /^prk_([0-9a-z]{10})_([A-Za-z0-9_-]{43})([0-9A-Za-z]{6})$/
const [idLetters, sumLetters] = [
  '0123456789abcdefghijklmnopqrstuvwxyz',
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
]

/** A key as its holder has it: 256 random bits, under an id that is no secret, with a sum over both that finds slips of the pen. */
export function newApiKey(): {readonly id: string; readonly key: string} {
  const {randomBytes, randomInt} = process.getBuiltinModule('node:crypto')
  const id = Array.from({length: 10}, () => idLetters[randomInt(idLetters.length)]).join('')
  return {id, key: withSum(`prk_${id}_${randomBytes(32).toString('base64url')}`)}
}

/** The same id with another secret. */
export function sameKeyAnew(id: string): string {
  const {randomBytes} = process.getBuiltinModule('node:crypto')
  return withSum(`prk_${id}_${randomBytes(32).toString('base64url')}`)
}

/** The id in a text that is written as a key; undefined for any other. It says nothing of whether there is such a key. */
export function keyIdIn(text: string): string | undefined {
  if (isSeedKey(text)) return seedKeyId(text)
  const [, id, , sum = ''] = idForm.exec(text) ?? []
  return withSum(text.slice(0, -sum.length)) === text ? id : undefined
}

/** What is kept of a key: HMAC-SHA-256 of it under a pepper that is kept elsewhere. 256 random bits need no slow hash. */
export function keyHash(pepper: Buffer, key: string): string {
  const {createHmac} = process.getBuiltinModule('node:crypto')
  return createHmac('sha256', pepper).update(key).digest('base64url')
}

/** Compares in the same time wherever they differ. */
export function sameHash(one: string, other: string): boolean {
  const {timingSafeEqual} = process.getBuiltinModule('node:crypto')
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function withSum(text: string): string {
  let rest = process.getBuiltinModule('node:zlib').crc32(text)
  let sum = ''
  for (let at = 0; at < 6; at++) {
    sum = (sumLetters[rest % 62] ?? '') + sum
    rest = Math.floor(rest / 62)
  }
  return text + sum
}
