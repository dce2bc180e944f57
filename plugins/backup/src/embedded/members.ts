import {createHash, hash} from 'node:crypto'
import {chunks, type Archive} from './archive.ts'
import {ByteReader} from './byte-reader.ts'
import type {Entry} from './entry.ts'
import {frameSize} from './frame-writer.ts'
import {items} from './items.ts'
import {headerOf, padding} from './tar-header.ts'

/** One entry of an archive, as its manifest says it, and what was found of it. */
export type Member = {
  readonly entry: Entry
  /** What is wrong with it; empty where it was stored as the manifest says. Known once the content was read. */
  readonly wrong: () => string
  /** Hands the content to `sink`, piece by piece; a piece is good until the next one. To be called once, or not at all. */
  readonly content: (sink?: (bytes: Buffer) => void) => Promise<void>
}

/**
 * Every entry of an archive, in its order. The archive is compared with what its manifest asks for, byte by byte, so nothing in
 * it is ever interpreted; a damaged frame spoils the entries that lie in it and no others.
 */
export async function* members(archive: Archive): AsyncGenerator<Member> {
  const reader = new ByteReader(chunks(archive, 0, archive.trailer.manifest.frame))
  try {
    for await (const item of items(archive)) {
      if ('note' in item) continue
      const member = await next(reader, item)
      yield member
      await member.skip()
    }
    if ((await reader.some(1)) !== undefined) throw new Error('it holds more than its manifest says')
  } finally {
    await reader.close()
  }
}

async function next(reader: ByteReader, entry: Entry): Promise<Member & {skip: () => Promise<void>}> {
  reader.spoiled = false
  const header = headerOf(entry)
  let wrong = ''
  let read = false
  const found = reader.now(header.length) ?? (await reader.take(header.length))
  if (reader.spoiled) wrong = 'its place in the archive cannot be read'
  else if (!found.equals(header)) wrong = 'the archive says something else of it than the manifest'
  const content = async (sink?: (bytes: Buffer) => void) => {
    read = true
    const {left, sha256} = small(reader, entry, sink) ?? (await large(reader, entry, sink))
    const pad = padding(entry.size)
    const filled = reader.now(pad.length) ?? (await reader.take(pad.length))
    if (reader.spoiled) wrong ||= 'its place in the archive cannot be read'
    else if (left > 0 || !filled.equals(pad)) wrong ||= 'the archive ends within it'
    else if (entry.type === 'file' && sha256 !== entry.sha256)
      wrong ||= 'its bytes are others than were saved'
  }
  const skip = async () => (read ? undefined : content())
  return {entry, wrong: () => wrong, content, skip}
}

type Sink = ((bytes: Buffer) => void) | undefined
type Read = {readonly left: number; readonly sha256: string}

/** Undefined where it does not lie in one piece. */
function small(reader: ByteReader, {size}: Entry, sink: Sink): Read | undefined {
  const bytes = reader.now(size)
  if (bytes === undefined) return undefined
  if (size > 0) sink?.(bytes)
  return {left: 0, sha256: hash('sha256', bytes)}
}

async function large(reader: ByteReader, {size}: Entry, sink: Sink): Promise<Read> {
  const digest = createHash('sha256')
  let left = size
  while (left > 0) {
    const bytes = await reader.some(Math.min(left, frameSize))
    if (bytes === undefined) break
    digest.update(bytes)
    sink?.(bytes)
    left -= bytes.length
  }
  return {left, sha256: digest.digest('hex')}
}
