import type {Input} from '../input.ts'
import {release} from '../release.ts'
import {fileKeyOf} from './identity.ts'
import {headerSize} from './recipients.ts'
import {chunkSize, nonceSize, payloadKey, sealedSize, tagSize, unseal} from './stream.ts'

/** A stanza of a post-quantum recipient takes two kilobytes, one of the others a hundred bytes. */
const longestHeader = 256 * 1024

/**
 * What is in an encrypted file. Rejects with Locked where `identities` do not open it. Where a chunk was damaged, what lies in it
 * cannot be read; whether the last one is there is seen when it is read.
 */
export async function sealedInput(file: Input, identities: string | undefined): Promise<Input> {
  const beginning = await file.read(0, Math.min(file.size, longestHeader))
  const header = beginning.subarray(0, headerSize(beginning))
  if (header.length === 0)
    throw new Error('the header of its encryption is missing: it was cut off, or it is no archive')
  const fileKey = await fileKeyOf(header, identities)
  const begin = header.length + nonceSize
  const payload = file.size - begin
  const count = Math.ceil(payload / sealedSize)
  const size = payload - count * tagSize
  const rest = payload - (count - 1) * sealedSize
  if (payload <= tagSize || rest <= tagSize)
    throw new Error('its end is missing: it was cut off; take another archive')
  const key = payloadKey(fileKey, beginning.subarray(header.length, begin))
  return {
    size,
    read: async (from, length) => {
      const [first, after] = [Math.floor(from / chunkSize), Math.ceil((from + length) / chunkSize)]
      const end = Math.min(payload, after * sealedSize)
      const sealed = await file.read(begin + first * sealedSize, end - first * sealedSize)
      const bytes = Buffer.allocUnsafeSlow(length)
      for (let at = first; at < after; at++) {
        const place = (at - first) * sealedSize
        const chunk = unseal(key, at, at === count - 1, sealed.subarray(place, place + sealedSize))
        const skip = Math.max(0, from - at * chunkSize)
        chunk.copy(bytes, Math.max(0, at * chunkSize - from), skip)
        release(chunk)
      }
      release(sealed)
      return bytes
    },
  }
}
