import {createHash} from 'node:crypto'
import {seekTable, type Frame, type SummedFrame} from './seek-table.ts'

/** What an archive says about itself at its end. It is there only where all before it is. */
export type Trailer = {
  readonly format: 'parrot-backup/1'
  readonly created: string
  readonly sources: readonly string[]
  readonly entries: number
  readonly files: number
  readonly bytes: number
  readonly missing: number
  readonly changed: number
  readonly skipped: number
  /** Of the manifest, one JSON document a line: its first frame, its bytes and their digest. */
  readonly manifest: {readonly frame: number; readonly bytes: number; readonly sha256: string}
}

const skippable = 0x184d2a50
const [head, digestSize, sumSize] = [8, 32, 4]
const longest = 1024 ** 2
/** What a header of tar can say without an extension. */
export const longestManifest = 0o77777777777

/**
 * A frame that zstd passes over: a digest, the checksums of the frames before it, and what the archive says. The digest covers
 * those, and the seek table of the frames before it.
 */
export function trailerFrame(trailer: Trailer, before: readonly SummedFrame[]): Buffer {
  const text = Buffer.from(JSON.stringify(trailer))
  const sums = Buffer.alloc(before.length * sumSize)
  for (const [at, {sum}] of before.entries()) sums.writeUInt32LE(sum, at * sumSize)
  const content = Buffer.concat([sums, text])
  const beginning = Buffer.alloc(head)
  beginning.writeUInt32LE(skippable, 0)
  beginning.writeUInt32LE(digestSize + content.length, 4)
  return Buffer.concat([beginning, digestOf(content, before), content])
}

/** The trailer and the frames with their checksums; undefined where it has another digest than that of what is there. */
export function trailerIn(
  frame: Buffer,
  before: readonly Frame[],
): {readonly trailer: Trailer; readonly frames: readonly SummedFrame[]} | undefined {
  const content = frame.subarray(head + digestSize)
  const [sums, text] = [
    content.subarray(0, before.length * sumSize),
    content.subarray(before.length * sumSize),
  ]
  if (text.length === 0 || text.length > longest) return undefined
  if (frame.readUInt32LE(0) !== skippable || frame.readUInt32LE(4) !== frame.length - head) return undefined
  if (!digestOf(content, before).equals(frame.subarray(head, head + digestSize))) return undefined
  try {
    const trailer = JSON.parse(text.toString('utf8')) as Trailer
    const frames = before.map((one, at) => ({...one, sum: sums.readUInt32LE(at * sumSize)}))
    return sound(trailer) ? {trailer, frames} : undefined
  } catch {
    return undefined
  }
}

function digestOf(content: Buffer, frames: readonly Frame[]): Buffer {
  return createHash('sha256').update(seekTable(frames)).update(content).digest()
}

/** Whoever can write archives can make a digest that fits. */
function sound(said: Trailer): boolean {
  const {format, created, sources, entries, files, bytes, missing, changed, skipped, manifest} = said
  const counts = [entries, files, bytes, missing, changed, skipped, manifest.frame, manifest.bytes]
  return (
    format === 'parrot-backup/1' &&
    !Number.isNaN(Date.parse(created)) &&
    Array.isArray(sources) &&
    sources.every((source) => typeof source === 'string') &&
    counts.every((count) => Number.isSafeInteger(count) && count >= 0) &&
    manifest.bytes <= longestManifest &&
    /^[0-9a-f]{64}$/.test(manifest.sha256)
  )
}
