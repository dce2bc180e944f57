import type {Chunk} from './archive.ts'

const nothing: Chunk = {bytes: Buffer.alloc(0), bad: false}

/** Reads a row of chunks as bytes. */
export class ByteReader {
  /** Some of what was read since this was last set is zeros in the place of what could not be had. */
  spoiled = false
  private chunk = nothing
  private at = 0
  private readonly chunks: AsyncGenerator<Chunk>

  constructor(chunks: AsyncGenerator<Chunk>) {
    this.chunks = chunks
  }

  /** As many bytes of the next `most` as lie together, good until the next call; undefined at the end. */
  async some(most: number): Promise<Buffer | undefined> {
    while (this.at === this.chunk.bytes.length) {
      const next = await this.chunks.next()
      // The last chunk is gone by now.
      this.chunk = next.done === true ? nothing : next.value
      this.at = 0
      if (next.done === true) return undefined
    }
    this.spoiled ||= this.chunk.bad
    const bytes = this.chunk.bytes.subarray(this.at, this.at + most)
    this.at += bytes.length
    return bytes
  }

  /** Exactly so many where they lie together in what is there already, as of most small files: there is nothing to wait for. */
  now(count: number): Buffer | undefined {
    const {bytes, bad} = this.chunk
    if (this.at + count > bytes.length) return undefined
    this.spoiled ||= bad
    this.at += count
    return bytes.subarray(this.at - count, this.at)
  }

  /** Exactly so many, or fewer at the end. */
  async take(count: number): Promise<Buffer> {
    const first = (await this.some(count)) ?? Buffer.alloc(0)
    if (first.length === count) return first
    const parts = [Buffer.from(first)]
    for (let left = count - first.length; left > 0;) {
      const part = await this.some(left)
      if (part === undefined) break
      parts.push(Buffer.from(part))
      left -= part.length
    }
    return Buffer.concat(parts)
  }

  async close(): Promise<void> {
    await this.chunks.return(undefined)
  }
}
