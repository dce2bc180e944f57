import {createReadStream, createWriteStream, readSync, writeSync} from 'node:fs'
import {pipeline} from 'node:stream/promises'
import {promisify} from 'node:util'
import {createGzip, createZstdCompress, gzip, zstdCompress} from 'node:zlib'

export type Compression = 'gzip' | 'zstd'

/** Up to this size a file is compressed in one piece. */
const small = 1 << 22

const packers = {
  gzip: {whole: promisify(gzip), stream: () => createGzip()},
  zstd: {
    whole: promisify(zstdCompress) as (bytes: Buffer) => Promise<Buffer>,
    stream: () => createZstdCompress(),
  },
} as const

/** Writes to `out` what `from` holds, compressed. Both stay open. */
export async function compressTo(
  out: number,
  from: number,
  size: number,
  kind: Compression,
  signal: AbortSignal,
): Promise<void> {
  if (size <= small) return writeAll(out, await packers[kind].whole(readAll(from, size)))
  const reading = createReadStream('', {fd: from, autoClose: false, start: 0})
  const writing = createWriteStream('', {fd: out, autoClose: false})
  await pipeline(reading, packers[kind].stream(), writing, {signal})
}

function readAll(fd: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size)
  let length = 0
  while (length < size) {
    const read = readSync(fd, bytes, length, size - length, length)
    if (read === 0) break
    length += read
  }
  return bytes.subarray(0, length)
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at)
}
