import {fstatSync, readSync, type Stats} from 'node:fs'
import type {Entry} from './entry.ts'
import {fileEntry, unchanged, type Seen} from './file-entry.ts'
import type {FrameWriter, Room} from './frame-writer.ts'
import {headerOf} from './tar-header.ts'
import type {Attributes} from './xattr.ts'

/** Read whole before anything of it is written, so that one which changes meanwhile is read again. */
export const small = 1024 ** 2
const tries = 3

type Whole = {
  readonly draft: Entry
  readonly header: Buffer
  /** In the frame where it is to be, or in memory that the next file is read into. */
  readonly content: Buffer
  readonly stats: Stats
  readonly still: boolean
}

/** Reads files of at most `small` bytes. */
export class SmallFiles {
  private readonly scratch: Room = {bytes: Buffer.allocUnsafeSlow(small + 1), from: 0, length: small + 1}
  private readonly writer: FrameWriter
  private readonly attributes: Attributes | undefined

  constructor(writer: FrameWriter, attributes: Attributes | undefined) {
    this.writer = writer
    this.attributes = attributes
  }

  /** As it was at one moment, which may take several tries; after those, as it comes. */
  read({path, stats: found}: Seen, fd: number): Whole {
    let stats = found
    for (let attempt = 1; ; attempt++) {
      const last = attempt === tries
      const kept = this.attributes?.of(fd)
      const draft = fileEntry({path, stats}, stats.size, kept)
      const header = headerOf(draft)
      const room = (last ? undefined : this.writer.roomBehind(header.length, stats.size)) ?? this.scratch
      const content = contentOf(room, Math.min(small, readWhole(fd, room)))
      const after = fstatSync(fd)
      if (unchanged(stats, after) && content.length === after.size)
        return {draft, header, content, stats, still: true}
      stats = after
      if (!last) continue
      const taken = fileEntry({path, stats}, content.length, kept)
      return {draft: taken, header: headerOf(taken), content, stats, still: false}
    }
  }
}

/** From its beginning; a file that gives less than there is room for has ended. */
function readWhole(fd: number, {bytes, from, length}: Room): number {
  const first = readSync(fd, bytes, from, length, 0)
  if (first < Math.min(length, 64 * 1024)) return first
  let at = first
  for (let read = 1; read > 0 && at < length; at += read)
    read = readSync(fd, bytes, from + at, length - at, at)
  return at
}

function contentOf({bytes, from}: Room, length: number): Buffer {
  return bytes.subarray(from, from + length)
}
