import {createCipheriv, createDecipheriv, hkdfSync} from 'node:crypto'

/**
 * How age encrypts what stands behind its header (C2SP, age.md, "Payload"): a nonce, and chunks of 64 KiB, each with a tag, of which
 * the last says that it is the last. Node's own cipher is used, and not the library's: it is several times as fast, and a
 * chunk in the middle can be read without those before it.
 */
export const [chunkSize, tagSize, nonceSize] = [64 * 1024, 16, 16]
export const sealedSize = chunkSize + tagSize

const cipher = 'chacha20-poly1305'
const options = {authTagLength: tagSize}

export function payloadKey(fileKey: Uint8Array, nonce: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32))
}

/** A chunk and its tag. */
export function seal(key: Buffer, at: number, last: boolean, chunk: Buffer): readonly [Buffer, Buffer] {
  const sealing = createCipheriv(cipher, key, nonceOf(at, last), options)
  const sealed = sealing.update(chunk)
  sealing.final()
  return [sealed, sealing.getAuthTag()]
}

/** What was sealed. Throws where it is not what was sealed with this key, in this place. */
export function unseal(key: Buffer, at: number, last: boolean, sealed: Buffer): Buffer {
  const opening = createDecipheriv(cipher, key, nonceOf(at, last), options)
  opening.setAuthTag(sealed.subarray(sealed.length - tagSize))
  const chunk = opening.update(sealed.subarray(0, sealed.length - tagSize))
  opening.final()
  return chunk
}

/** Eleven bytes of number and one that is set for the last. */
function nonceOf(at: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(at, 5, 6)
  nonce[11] = last ? 1 : 0
  return nonce
}
