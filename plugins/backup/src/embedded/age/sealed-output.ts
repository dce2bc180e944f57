import {createHash, randomBytes} from 'node:crypto'
import {append, writeParts, type Output} from '../output.ts'
import {release} from '../release.ts'
import type {Seal} from './recipients.ts'
import {chunkSize, nonceSize, payloadKey, seal} from './stream.ts'

/** Characters of the digest that a name holds: enough for what happens by itself, and a name can still be read. */
export const digestLength = 16

/** Encrypts what is put into it, as `age` does. The digest is that of the encrypted bytes. */
export class SealedOutput implements Output {
  private readonly chunk = Buffer.allocUnsafeSlow(chunkSize)
  private at = 0
  private count = 0
  private readonly digest = createHash('sha256')
  private readonly key: Buffer
  private readonly fd: number

  constructor(fd: number, {header, fileKey}: Seal) {
    this.fd = fd
    const nonce = randomBytes(nonceSize)
    this.key = payloadKey(fileKey, nonce)
    this.digest.update(header).update(nonce)
    append(fd, Buffer.concat([header, nonce]))
  }

  async write(parts: readonly Buffer[]): Promise<void> {
    const sealed = parts.flatMap((part) => this.put(part))
    if (sealed.length > 0) await writeParts(this.fd, sealed)
    for (const part of sealed) release(part)
  }

  append(bytes: Buffer): void {
    for (const part of this.put(bytes)) append(this.fd, part)
  }

  end(): string {
    for (const part of this.seal(true)) append(this.fd, part)
    return this.digest.digest('hex').slice(0, digestLength)
  }

  /** What of it fills a chunk. A full one waits until there is more, for it may be the last. */
  private put(bytes: Buffer): Buffer[] {
    const sealed: Buffer[] = []
    for (let from = 0; from < bytes.length;) {
      if (this.at === chunkSize) sealed.push(...this.seal(false))
      const copied = bytes.copy(this.chunk, this.at, from)
      from += copied
      this.at += copied
    }
    return sealed
  }

  private seal(last: boolean): readonly Buffer[] {
    const parts = seal(this.key, this.count++, last, this.chunk.subarray(0, this.at))
    this.at = 0
    for (const part of parts) this.digest.update(part)
    return parts
  }
}
