import {closeSync, readSync, unlinkSync} from 'node:fs'
import {createCipheriv, createDecipheriv, createHash, randomBytes, type Cipheriv} from 'node:crypto'
import {append} from './output.ts'
import {openNew} from './store.ts'
import {longestManifest} from './trailer.ts'

/** Characters that are kept before they are written, and bytes that are read at once. */
const [most, held] = [32 * 1024, 1024 ** 2]

/**
 * Lines that come one by one and are wanted at the end, in a file without a name: there may be millions. A `secret` one is written
 * so that only this process can read it, for the names of files stand in it.
 */
export class Spool {
  bytes = 0
  private pending = ''
  private readonly hash = createHash('sha256')
  private readonly key: readonly [Buffer, Buffer] | undefined
  private readonly cipher: Cipheriv | undefined
  private readonly fd: number
  private readonly longest: number

  /** `longest`: bytes of all lines. */
  constructor(file: string, secret = false, longest = longestManifest) {
    this.longest = longest
    this.key = secret ? [randomBytes(32), randomBytes(16)] : undefined
    this.cipher = this.key && createCipheriv('aes-256-ctr', ...this.key)
    this.fd = openNew(file)
    unlinkSync(file)
  }

  /** Throws, in words, where there would be more than can be read again. */
  add(line: string): void {
    this.pending += line
    if (this.pending.length > most) this.write()
  }

  /** Their digest. No line may come after. */
  end(): string {
    this.write()
    return this.hash.digest('hex')
  }

  /** All of them, in pieces; a piece is good until the next one. */
  *pieces(): Generator<Buffer> {
    const piece = Buffer.allocUnsafe(held)
    const decipher = this.key && createDecipheriv('aes-256-ctr', ...this.key)
    for (let at = 0; at < this.bytes;) {
      const read = readSync(this.fd, piece, 0, held, at)
      at += read
      const bytes = piece.subarray(0, read)
      yield decipher?.update(bytes) ?? bytes
    }
  }

  close(): void {
    closeSync(this.fd)
  }

  private write(): void {
    const bytes = Buffer.from(this.pending)
    this.pending = ''
    append(this.fd, this.cipher?.update(bytes) ?? bytes)
    this.hash.update(bytes)
    this.bytes += bytes.length
    if (this.bytes > this.longest)
      throw new Error(
        'the list of what is saved is too long for one archive; leave out some with BACKUP_EXCLUDES, or name fewer BACKUP_SOURCES',
      )
  }
}
