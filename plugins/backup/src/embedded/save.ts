import {createHash, hash} from 'node:crypto'
import {closeSync, fstatSync, readSync, type Stats} from 'node:fs'
import type {Entry, Note} from './entry.ts'
import {inside, isHidden, openFile} from './folder.ts'
import type {FrameWriter, Room} from './frame-writer.ts'
import {reasonOf} from './reason.ts'
import type {Tally} from './tally.ts'
import {headerOf, padding} from './tar-header.ts'
import {hiddenNote, idOf, type Found} from './walk.ts'
import type {Attributes} from './xattr.ts'

/** Read whole before anything of it is written, so that one which changes meanwhile is read again. */
const small = 1024 ** 2
const tries = 3

/** Puts what a walk finds into an archive. */
export class Saver {
  /** The first name of each file that has several. */
  private readonly names = new Map<string, string>()
  private readonly scratch: Room = {bytes: Buffer.allocUnsafeSlow(small + 1), from: 0, length: small + 1}
  private readonly writer: FrameWriter
  private readonly tally: Tally
  private readonly step: (bytes: number) => void
  private readonly attributes: Attributes | undefined
  /** What is to be waited for before so many bytes more are saved, if anything. */
  private readonly before: (bytes: number) => Promise<void> | undefined

  constructor(
    writer: FrameWriter,
    tally: Tally,
    step: (bytes: number) => void,
    attributes: Attributes | undefined,
    before: (bytes: number) => Promise<void> | undefined,
  ) {
    this.before = before
    this.attributes = attributes
    this.writer = writer
    this.tally = tally
    this.step = step
  }

  /** Undefined where there is nothing to wait for. What cannot be read is noted. */
  save(found: Found): Promise<void> | undefined {
    return this.before(0)?.then(() => this.put(found)) ?? this.put(found)
  }

  private put(found: Found): Promise<void> | undefined {
    if (found.kind === 'file') return this.file(found)
    const {kind, link, path, stats} = found
    if (stats === undefined) return undefined
    const entry = {
      ...shared({path, stats}),
      type: kind,
      size: 0,
      ...(link !== undefined && {link}),
      ...this.attributes?.at(inside(found.folder, found.name)),
    }
    return this.append(entry)
  }

  private file(found: Found): Promise<void> | undefined {
    let opened: ReturnType<typeof openFile>
    try {
      opened = openFile(found.folder, found.name)
    } catch (error) {
      this.tally.note(noteFor(found, error))
      return undefined
    }
    const {fd, stats} = opened
    const now = {path: found.path, stats}
    const first = stats.nlink > 1 ? this.names.get(idOf(stats)) : undefined
    if (first === undefined && stats.size > small) return this.large(now, fd).finally(() => closeSync(fd))
    try {
      return first === undefined ? this.small(now, fd) : this.another(now, first)
    } finally {
      closeSync(fd)
    }
  }

  private another(found: Opened, first: string): Promise<void> | undefined {
    return this.append({...shared(found), type: 'hard', size: 0, link: first})
  }

  private small(found: Opened, fd: number): Promise<void> | undefined {
    let read: Whole
    try {
      read = this.whole(found, fd)
    } catch (error) {
      this.tally.note({note: 'missing', path: found.path, why: reasonOf(error)})
      return undefined
    }
    const {draft, header, content, stats, still} = read
    const entry = {...draft, sha256: hash('sha256', content)}
    this.add(still ? entry : {...entry, ...this.changed(found.path)}, stats)
    this.step(content.length)
    return this.writer.putFile(header, content, padding(content.length))
  }

  /** As it was at one moment, which may take several tries; after those, as it comes. */
  private whole({path, stats: found}: Opened, fd: number): Whole {
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

  /** Its size is written first; one that has shrunk is filled up with zeros, and one that has grown is cut. */
  private async large(found: Opened, fd: number): Promise<void> {
    await this.before(found.stats.size)
    const entry = fileEntry(found, found.stats.size, this.attributes?.of(fd))
    const digest = createHash('sha256')
    await this.writer.put(headerOf(entry))
    let wrong: string | undefined
    for (let at = 0; at < entry.size;) {
      const room = this.writer.room().subarray(0, entry.size - at)
      let read = 0
      try {
        if (wrong === undefined) read = readSync(fd, room, 0, room.length, at)
        if (read === 0) wrong ??= ''
      } catch (error) {
        wrong = reasonOf(error)
      }
      const got = read > 0 ? read : room.fill(0).length
      digest.update(room.subarray(0, got))
      at += got
      this.step(got)
      await this.writer.filled(got)
    }
    await this.writer.put(padding(entry.size))
    const whole = {...entry, sha256: digest.digest('hex')}
    if (wrong) this.tally.note({note: 'missing', path: entry.path, why: `a part of it: ${wrong}`})
    const still = wrong === undefined && unchanged(found.stats, fstatSync(fd))
    this.add(still || wrong ? whole : {...whole, ...this.changed(entry.path)}, found.stats)
  }

  /** What has several names is stored under the first that could be read. */
  private add(entry: Entry, stats: Stats): void {
    if (stats.nlink > 1) this.names.set(idOf(stats), entry.path)
    this.tally.add(entry)
  }

  private append(entry: Entry): Promise<void> | undefined {
    this.tally.add(entry)
    return this.writer.put(headerOf(entry))
  }

  private changed(path: string): {readonly changed: true} {
    this.tally.note({note: 'changed', path, why: 'it was written to while it was read'})
    return {changed: true}
  }
}

type Opened = {readonly path: string; readonly stats: Stats}
type Whole = {
  readonly draft: Entry
  readonly header: Buffer
  /** In the frame where it is to be, or in memory that the next file is read into. */
  readonly content: Buffer
  readonly stats: Stats
  readonly still: boolean
}

function noteFor({path, folder, name}: Found, error: unknown): Note {
  if (isHidden(folder, name)) return hiddenNote(path)
  const gone = (error as NodeJS.ErrnoException).code === 'ENOENT'
  return {note: gone ? 'changed' : 'missing', path, why: gone ? 'it has gone meanwhile' : reasonOf(error)}
}

function shared({path, stats: {mode, uid, gid, mtimeMs}}: Opened) {
  return {path, mode: mode & 0o7777, uid, gid, mtime: mtimeMs / 1000}
}

function fileEntry({path, stats}: Opened, size: number, kept: Pick<Entry, 'xattrs'> | undefined): Entry {
  const {mode, uid, gid, mtimeMs, blocks} = stats
  const entry = {path, type: 'file', mode: mode & 0o7777, uid, gid, size, mtime: mtimeMs / 1000} as const
  const sparse = size > 0 && blocks * 512 < size && blocks * 512 + 4096 <= size
  return sparse || kept?.xattrs !== undefined ? {...entry, ...(sparse && {sparse}), ...kept} : entry
}

function unchanged(before: Stats, after: Stats): boolean {
  return before.size === after.size && before.mtimeMs === after.mtimeMs && before.ctimeMs === after.ctimeMs
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
