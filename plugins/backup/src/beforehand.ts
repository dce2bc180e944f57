import {lstatSync, readlinkSync, type Stats} from 'node:fs'
import {bytesOf, shownPath} from './embedded/entry.ts'
import {split} from './embedded/folder.ts'
import {reasonOf} from './embedded/reason.ts'
import type {Met, There} from './engine.ts'
import {inTheWay} from './in-the-way.ts'

/** Something of an archive as it would lie in the folder: its path in bytes, without a slash at its beginning. */
export type Coming = {
  readonly path: string
  readonly type: 'folder' | 'file' | 'link'
  readonly size?: number | undefined
  /** Seconds, with their fraction. */
  readonly mtime: number
  /** Where a link leads, as bytes; undefined where that is not known. */
  readonly link?: string | undefined
}

const shown = 1000
/** What a file system, or who wrote the archive, may have cut off. Seconds. */
const apart = 0.002

/** Looks, before anything is restored into a folder that exists, what is there of each entry. Never through a link. */
export class Beforehand {
  private readonly target: Buffer
  private readonly folders = new Map<string, 'there' | 'absent' | 'closed'>([['', 'there']])
  private readonly counts = {fresh: 0, same: 0, different: 0, blocked: 0}
  private readonly lists = {different: [] as Met[], blocked: [] as Met[]}

  constructor(target: string) {
    this.target = Buffer.from(target)
  }

  see(entry: Coming): void {
    try {
      this.meet(entry)
    } catch (error) {
      // A folder that is closed to us, or a name that no file system takes: that is of this entry, and no end of the others.
      this.blocked(entry, error)
    }
  }

  /** Files and links, each counted once; what is the same is not named, and what cannot be put there is named first. */
  there(): There {
    const {different, blocked} = this.lists
    return {...this.counts, files: [...blocked, ...different].slice(0, shown)}
  }

  private meet(entry: Coming): void {
    const {parent} = split(entry.path)
    const above = this.folder(parent)
    if (above === 'closed') return this.blocked(entry, {code: 'ENOTDIR'})
    const stats = above === 'absent' ? undefined : this.look(entry.path)
    if (entry.type === 'folder')
      return stats && !stats.isDirectory() ? this.blocked(entry, {code: 'ENOTDIR'}) : undefined
    if (stats === undefined) this.counts.fresh += 1
    else if (stats.isDirectory()) this.blocked(entry, {code: 'EISDIR'})
    else this.compare(entry, stats)
  }

  private compare(entry: Coming, stats: Stats): void {
    const why = this.difference(entry, stats)
    if (why === undefined) this.counts.same += 1
    else {
      this.counts.different += 1
      this.name(this.lists.different, entry, 'would replace', why)
    }
  }

  private difference({path, type, size, mtime, link}: Coming, stats: Stats): string | undefined {
    if (type === 'link' && !stats.isSymbolicLink()) return 'a file, and no link'
    if (type !== 'link' && stats.isSymbolicLink()) return 'a link'
    if (link !== undefined && readlinkSync(this.at(path), 'latin1') !== link)
      return 'a link that leads elsewhere'
    if (size !== undefined && stats.size !== size) return 'of another size'
    return Math.abs(stats.mtimeMs / 1000 - mtime) > apart ? 'of another time' : undefined
  }

  private blocked(entry: Coming, error: unknown): void {
    this.counts.blocked += 1
    this.name(this.lists.blocked, entry, 'in the way', inTheWay(error) ?? reasonOf(error))
  }

  private name(list: Met[], {path}: Coming, what: string, why: string): void {
    if (list.length < shown) list.push({what, path: shownPath(path), why})
  }

  private folder(path: string): 'there' | 'absent' | 'closed' {
    const known = this.folders.get(path)
    if (known !== undefined) return known
    const above = this.folder(split(path).parent)
    const stats = above === 'there' ? this.look(path) : undefined
    const is =
      above !== 'there' ? above : stats === undefined ? 'absent' : stats.isDirectory() ? 'there' : 'closed'
    this.folders.set(path, is)
    return is
  }

  private look(path: string): Stats | undefined {
    return lstatSync(this.at(path), {throwIfNoEntry: false})
  }

  private at(path: string): Buffer {
    return Buffer.concat([this.target, Buffer.from('/'), bytesOf(path)])
  }
}
