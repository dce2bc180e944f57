/**
 * The seek table of zstd's seekable format: an archive is a row of frames, each of which can be unpacked by itself, and its last frame,
 * which zstd passes over, says how long each is. So an archive is checked on several threads and restored from in the middle, and
 * `zstd -dc` still reads it as one.
 */
export type Frame = {readonly packed: number; readonly size: number}

/** With the checksum of its packed bytes (CRC-32), which the seekable format has no place for. */
export type SummedFrame = Frame & {readonly sum: number}

const skippable = 0x184d2a5e
const magic = 0x8f92eab1
const [head, row, foot] = [8, 8, 9]
export const footSize = foot

/** Eight terabytes of files. Each is an object for whoever reads the table. */
export const mostFrames = 4 * 1024 ** 2

export function seekTable(frames: readonly Frame[]): Buffer {
  const table = Buffer.alloc(head + frames.length * row + foot)
  table.writeUInt32LE(skippable, 0)
  table.writeUInt32LE(table.length - head, 4)
  for (const [at, {packed, size}] of frames.entries()) {
    table.writeUInt32LE(packed, head + at * row)
    table.writeUInt32LE(size, head + at * row + 4)
  }
  table.writeUInt32LE(frames.length, table.length - foot)
  table.writeUInt32LE(magic, table.length - 4)
  return table
}

/** How long the table is whose last bytes these are; undefined where they are no end of one of ours. */
export function tableSize(last: Buffer): number | undefined {
  if (last.length !== foot || last.readUInt32LE(foot - 4) !== magic || last[4] !== 0) return undefined
  const rows = last.readUInt32LE(0)
  return rows > mostFrames ? undefined : head + rows * row + foot
}

/** The frames of a whole table; undefined where it is none. */
export function framesIn(table: Buffer): readonly Frame[] | undefined {
  if (table.readUInt32LE(0) !== skippable || table.readUInt32LE(4) !== table.length - head) return undefined
  const frames: Frame[] = []
  for (let at = head; at < table.length - foot; at += row) {
    const packed = table.readUInt32LE(at)
    // A file with holes has millions of these, and takes no room on its disk.
    if (packed === 0) return undefined
    frames.push({packed, size: table.readUInt32LE(at + 4)})
  }
  return frames
}
