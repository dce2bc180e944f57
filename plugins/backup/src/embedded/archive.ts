import {closeSync} from 'node:fs'
import {createHash} from 'node:crypto'
import {availableParallelism} from 'node:os'
import {promisify} from 'node:util'
import {crc32, zstdDecompress} from 'node:zlib'
import {sealedInput} from './age/sealed-input.ts'
import {frameSize} from './frame-writer.ts'
import {plainInput, type Input} from './input.ts'
import {release} from './release.ts'
import {footSize, framesIn, tableSize, type Frame, type SummedFrame} from './seek-table.ts'
import {isSealed, openStored} from './store.ts'
import {trailerIn, type Trailer} from './trailer.ts'

/** An archive that is open, whose end is sound. */
export type Archive = {
  readonly name: string
  /** What is in it, where it is encrypted. */
  readonly bytes: number
  readonly trailer: Trailer
  /** Without those that hold no content. */
  readonly frames: readonly SummedFrame[]
  /** Where each of them begins in the file. */
  readonly starts: readonly number[]
  readonly read: Input['read']
  readonly close: () => void
}

/** A frame's content; zeros where it could not be had. */
export type Chunk = {readonly bytes: Buffer; readonly bad: boolean}

const decompress = promisify(zstdDecompress)
/** With no room to spare, zlib would make a second buffer only to find that there is no more. */
const spare = 1024
const ahead = Math.min(4, availableParallelism() + 1)

/**
 * Opens an archive by its end. Rejects, in words, where that end is not the one that was written, and with Locked where it is
 * encrypted and `identities` do not open it.
 */
export async function openArchive(dir: string, name: string, identities?: string): Promise<Archive> {
  const fd = openStored(dir, name)
  const close = () => closeSync(fd)
  try {
    const file = plainInput(fd)
    const input = isSealed(name) ? await sealedInput(file, identities) : file
    return {...(await endOf(input, name)), read: input.read, close}
  } catch (error) {
    close()
    throw error
  }
}

async function endOf(input: Input, name: string): Promise<Omit<Archive, 'read' | 'close'>> {
  const foot = await piece(input, input.size - footSize, footSize)
  const length = foot && tableSize(foot)
  const table = length === undefined ? undefined : await piece(input, input.size - length, length)
  const all = table && framesIn(table)
  if (table === undefined || all === undefined)
    throw new Error('its end is missing: it was cut off, or it is no archive')
  const starts: number[] = []
  let at = 0
  for (const {packed} of all) {
    starts.push(at)
    at += packed
  }
  const last = all.at(-1)
  if (last === undefined || last.size !== 0 || at !== input.size - table.length)
    throw new Error('its table of contents does not fit it')
  const said = await piece(input, starts.at(-1) ?? 0, last.packed)
  const end = said && trailerIn(said, all.slice(0, -1))
  if (end === undefined || !end.frames.every(bounded) || end.trailer.manifest.frame >= end.frames.length)
    throw new Error('its end is damaged')
  return {name, bytes: input.size, ...end, starts: starts.slice(0, -1)}
}

/** zstd adds a little to what it cannot pack. */
function bounded({packed, size}: Frame): boolean {
  return size > 0 && size <= frameSize && packed <= frameSize * 1.01
}

/** Undefined where there is not so much, or it was damaged. */
async function piece({size, read}: Input, from: number, length: number): Promise<Buffer | undefined> {
  if (from < 0 || length <= 0 || from + length > size) return undefined
  return read(from, length).catch(() => undefined)
}

/** The contents of frames `from` to before `to`, each until the next; the next ones are unpacked meanwhile. */
export async function* chunks(archive: Archive, from: number, to: number): AsyncGenerator<Chunk> {
  const coming: Promise<Chunk>[] = []
  for (let next = from; next < to || coming.length > 0;) {
    while (next < to && coming.length < ahead) coming.push(unpack(archive, next++))
    const chunk = await coming.shift()
    if (chunk === undefined) return
    yield chunk
    release(chunk.bytes, spare)
  }
}

async function unpack({read, frames, starts}: Archive, at: number): Promise<Chunk> {
  const {packed, size, sum} = frames[at] ?? {packed: 0, size: 0, sum: 0}
  try {
    const buffer = await read(starts[at] ?? 0, packed)
    const whole = crc32(buffer) === sum
    const room = {maxOutputLength: size, chunkSize: size + spare}
    const bytes = whole ? await decompress(buffer, room) : undefined
    release(buffer)
    if (bytes?.length === size) return {bytes, bad: false}
  } catch {
    // a damaged frame spoils what is in it, and nothing else
  }
  return {bytes: Buffer.alloc(size), bad: true}
}

/** Is the manifest the one that was written? */
export async function manifestSound(archive: Archive): Promise<boolean> {
  const {manifest} = archive.trailer
  const digest = createHash('sha256')
  for await (const bytes of manifestPieces(archive)) digest.update(bytes)
  return digest.digest('hex') === manifest.sha256
}

const header = 512

/** The bytes of the manifest. */
export async function* manifestPieces(archive: Archive): AsyncGenerator<Buffer> {
  const {frame, bytes} = archive.trailer.manifest
  let [skip, left] = [header, bytes]
  for await (const chunk of chunks(archive, frame, archive.frames.length)) {
    const piece = chunk.bytes.subarray(skip, skip + left)
    skip = 0
    left -= piece.length
    if (piece.length > 0) yield piece
  }
}
