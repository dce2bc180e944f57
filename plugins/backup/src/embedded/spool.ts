import {closeSync, readSync, unlinkSync} from 'node:fs'
import {createCipheriv, createDecipheriv, createHash, randomBytes, type Cipheriv} from 'node:crypto'
import {append} from './output.ts'
import {openNew} from './store.ts'

const held = 1024 ** 2
/** Bytes of one character, at most. */
const widest = 3
const most = held / widest

/**
 * Lines that come one by one and are wanted at the end, in a file without a name: there may be millions. A `secret` one is written
 * so that only this process can read it, for the names of files stand in it.
 */
export class Spool {
  bytes = 0
  /** Outside of the collector's heap, which would copy a megabyte of young lines time and again. */
  private readonly held = Buffer.allocUnsafeSlow(held)
  private pending = 0
  private readonly hash = createHash('sha256')
  private readonly key: readonly [Buffer, Buffer] | undefined
  private readonly cipher: Cipheriv | undefined
  private readonly fd: number

  constructor(file: string, secret = false) {
    this.key = secret ? [randomBytes(32), randomBytes(16)] : undefined
    this.cipher = this.key && createCipheriv('aes-256-ctr', ...this.key)
    this.fd = openNew(file)
    unlinkSync(file)
  }

  add(line: string): void {
    if (line.length > most) return this.long(line)
    if (line.length * widest > held - this.pending) this.write()
    this.pending += this.held.write(line, this.pending)
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

  private long(line: string): void {
    this.write()
    this.append(Buffer.from(line))
  }

  private write(): void {
    this.append(this.held.subarray(0, this.pending))
    this.pending = 0
  }

  private append(bytes: Buffer): void {
    append(this.fd, this.cipher?.update(bytes) ?? bytes)
    this.hash.update(bytes)
    this.bytes += bytes.length
  }
}
