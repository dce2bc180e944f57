import {hash} from 'node:crypto'
import {closeSync, fstatSync, type Stats} from 'node:fs'
import type {Entry, Note} from './entry.ts'
import {endless, fileEntry, shared, unchanged, type Seen} from './file-entry.ts'
import {inside, isHidden, openFile} from './folder.ts'
import type {FrameWriter} from './frame-writer.ts'
import {streamFile} from './large-file.ts'
import {reasonOf} from './reason.ts'
import {small, SmallFiles} from './small-files.ts'
import type {Tally} from './tally.ts'
import {headerOf, padding} from './tar-header.ts'
import {hiddenNote, idOf, type Found} from './walk.ts'
import type {Attributes} from './xattr.ts'

/** Puts what a walk finds into an archive. */
export class Saver {
  /** The first name of each file that has several. */
  private readonly names = new Map<string, string>()
  private readonly smallFiles: SmallFiles
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
    this.smallFiles = new SmallFiles(writer, attributes)
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
    if (endless(stats)) {
      closeSync(fd)
      this.tally.note({note: 'missing', path: found.path, why: 'it says that it is larger than any disk'})
      return undefined
    }
    const now = {path: found.path, stats}
    const first = stats.nlink > 1 ? this.names.get(idOf(stats)) : undefined
    if (first === undefined && stats.size > small) return this.large(now, fd).finally(() => closeSync(fd))
    try {
      return first === undefined ? this.small(now, fd) : this.another(now, first)
    } finally {
      closeSync(fd)
    }
  }

  private another(found: Seen, first: string): Promise<void> | undefined {
    return this.append({...shared(found), type: 'hard', size: 0, link: first})
  }

  private small(found: Seen, fd: number): Promise<void> | undefined {
    let read: ReturnType<SmallFiles['read']>
    try {
      read = this.smallFiles.read(found, fd)
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

  /** Its size is written first, and stays what it was then. */
  private async large(found: Seen, fd: number): Promise<void> {
    await this.before(found.stats.size)
    const entry = fileEntry(found, found.stats.size, this.attributes?.of(fd))
    await this.writer.put(headerOf(entry))
    const {sha256, wrong} = await streamFile(this.writer, fd, entry.size, this.step)
    await this.writer.put(padding(entry.size))
    const whole = {...entry, sha256}
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

function noteFor({path, folder, name}: Found, error: unknown): Note {
  if (isHidden(folder, name)) return hiddenNote(path)
  const gone = (error as NodeJS.ErrnoException).code === 'ENOENT'
  return {note: gone ? 'changed' : 'missing', path, why: gone ? 'it has gone meanwhile' : reasonOf(error)}
}
