import {constants, createZstdCompress, type ZstdCompress} from 'node:zlib'

/** Room for a few packed frames: where one has to be asked for amid a frame, the thread is waited for twice. */
const room = 4 * 1024 ** 2

/**
 * Packs one frame after another on a thread of its own. One stream does it for all of them: to make a new one takes a third of the
 * time. Whatever is written to it is a frame, packed by one task of that thread where there is room for all of it.
 */
export class Packer {
  private parts: Buffer[] = []
  private last: Promise<unknown> = Promise.resolve()
  private readonly stream: ZstdCompress

  constructor(level: number) {
    const {ZSTD_c_compressionLevel, ZSTD_c_checksumFlag, ZSTD_e_end} = constants
    const params = {[ZSTD_c_compressionLevel]: level, [ZSTD_c_checksumFlag]: 1}
    this.stream = createZstdCompress({params, chunkSize: room, flush: ZSTD_e_end})
    this.stream.on('data', (part: Buffer) => this.parts.push(part))
    // It is in the callback as well.
    this.stream.on('error', () => {})
  }

  /** The bytes as one frame. They must stay as they are until then. */
  pack(bytes: Buffer): Promise<readonly Buffer[]> {
    const packed = this.last.then(() => this.one(bytes))
    this.last = packed.catch(() => {})
    return packed
  }

  close(): void {
    this.stream.destroy()
  }

  private async one(bytes: Buffer): Promise<readonly Buffer[]> {
    this.parts = []
    await new Promise<void>((resolve, reject) => {
      this.stream.write(bytes, (error) => (error ? reject(error) : resolve()))
    })
    return this.parts
  }
}
