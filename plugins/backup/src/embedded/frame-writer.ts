import {availableParallelism} from 'node:os'
import {setImmediate as turn} from 'node:timers/promises'
import {crc32} from 'node:zlib'
import type {Output} from './output.ts'
import {Packer} from './packer.ts'
import {release} from './release.ts'
import {mostFrames, type SummedFrame} from './seek-table.ts'

/** Bytes in a frame before they are packed: as much as is unpacked to get at one file. */
export const frameSize = 2 * 1024 ** 2

/** A part of a buffer: to make another buffer of it, for each of many small files, would be seen. */
export type Room = {readonly bytes: Buffer; readonly from: number; readonly length: number}

/** What a file is filled up to. */
const block = 512

/** Reading and hashing is work for one more. Node's zstd with workers of its own ends too early (26.10). */
const packers = Math.min(4, Math.max(2, availableParallelism() - 1))
/** Some more than are packed: what is packed and not yet written is nothing to wait for. */
const most = packers + 2

/** Packs what is put into it and writes that to `output`, several frames at once but in their order. */
export class FrameWriter {
  readonly frames: SummedFrame[] = []
  /** Frames that were begun to be packed; `frames` are those that are written. */
  sent = 0
  private frame: Buffer = Buffer.allocUnsafeSlow(frameSize)
  private at = 0
  private readonly spare: Buffer[] = []
  private last: Promise<void> = Promise.resolve()
  private readonly waiting: Promise<void>[] = []
  private readonly packers: readonly Packer[]
  private readonly output: Output
  private readonly wrote: (bytes: number) => void

  /** `wrote` is told how many bytes more were written. */
  constructor(output: Output, level: number, wrote: (bytes: number) => void = () => {}) {
    this.output = output
    this.wrote = wrote
    this.packers = Array.from({length: packers}, () => new Packer(level))
  }

  /** Room to read into, at least one byte; say with `filled` how much of it was used. */
  room(): Buffer {
    return this.frame.subarray(this.at)
  }

  /**
   * Room for so many bytes, and some more, where they will lie behind `before` others; undefined where the frame has less. What is read
   * there is not copied when it is put.
   */
  roomBehind(before: number, bytes: number): Room | undefined {
    const from = this.at + before
    if (from + bytes + block >= frameSize) return undefined
    return {bytes: this.frame, from, length: frameSize - block - from}
  }

  /** Undefined where there is nothing to wait for. */
  filled(bytes: number): Promise<void> | undefined {
    this.at += bytes
    return this.at === frameSize ? this.cut() : undefined
  }

  /** Takes a copy of the bytes. What is put next must wait for what this returns, if it returns anything. */
  put(bytes: Buffer): Promise<void> | undefined {
    if (bytes.length >= frameSize - this.at) return this.putMore([bytes])
    this.at += bytes.copy(this.frame, this.at)
    return undefined
  }

  /** The same, of a small file: no loop over what are three parts for each of many. */
  putFile(header: Buffer, content: Buffer, padding: Buffer): Promise<void> | undefined {
    const from = this.at + header.length
    const to = from + content.length
    if (to + padding.length >= frameSize) return this.putMore([header, content, padding])
    this.frame.set(header, this.at)
    if (!this.lies(content, from)) this.frame.set(content, from)
    this.frame.set(padding, to)
    this.at = to + padding.length
    return undefined
  }

  /** Ends the frame, so that the next byte begins one. Rejects where an earlier one could not be written. */
  async cut(): Promise<void> {
    const [frame, size] = [this.frame, this.at]
    if (size > 0) this.send(frame, size)
    this.at = 0
    if (size > 0) this.frame = this.spare.pop() ?? Buffer.allocUnsafeSlow(frameSize)
    // What a packer has done meanwhile is taken from it, so that it goes on: files are read without ever coming back to the event loop.
    await turn()
    while (this.waiting.length >= most) await this.waiting.shift()
  }

  /** All that was put is written. */
  async flush(): Promise<void> {
    await this.cut()
    this.waiting.length = 0
    await this.last
  }

  close(): void {
    for (const packer of this.packers) packer.close()
  }

  /** Was it read to where it is put? */
  private lies({buffer, byteOffset}: Buffer, at: number): boolean {
    return buffer === this.frame.buffer && byteOffset === this.frame.byteOffset + at
  }

  private async putMore(parts: readonly Buffer[]): Promise<void> {
    for (const bytes of parts) {
      for (let from = 0; from < bytes.length;) {
        const copied = bytes.copy(this.frame, this.at, from)
        from += copied
        await this.filled(copied)
      }
    }
  }

  private send(frame: Buffer, size: number): void {
    if (this.sent >= mostFrames - 1)
      throw new Error('it is too large for one archive; name fewer BACKUP_SOURCES, or leave out some of it')
    const packer = this.packers[this.sent++ % packers] as Packer
    const packed = packer.pack(frame.subarray(0, size)).finally(() => this.spare.push(frame))
    this.last = this.after(this.last, packed, size)
    this.last.catch(() => {})
    this.waiting.push(this.last)
  }

  private async after(
    before: Promise<void>,
    packed: Promise<readonly Buffer[]>,
    size: number,
  ): Promise<void> {
    const [parts] = await Promise.all([packed, before])
    const sum = parts.reduce((before, part) => crc32(part, before), 0)
    const length = parts.reduce((before, part) => before + part.length, 0)
    // At once: each time that a thread is waited for takes long where others work too.
    await this.output.write(parts)
    this.wrote(length)
    for (const part of parts) release(part)
    this.frames.push({packed: length, size, sum})
  }
}
