import {
  closeSync,
  fchmodSync,
  fchownSync,
  futimesSync,
  lchownSync,
  linkSync,
  lutimesSync,
  mkdirSync,
  renameSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs'
import {bytesOf, type Entry} from './entry.ts'
import {inside, openFolder, split} from './folder.ts'
import type {Member} from './members.ts'
import {reasonOf} from './reason.ts'
import {createFile, SparseFile} from './sparse-file.ts'
import {isAcl, isKept, type Attributes} from './xattr.ts'

type Level = {
  readonly name: string
  readonly path: string
  readonly fd: number
  entry: Entry | undefined
  readonly made: boolean
}

/** What is written beside a file that it is to replace. A killed run leaves one in a folder, and the next takes its place. */
const unfinished = '.parrot-restoring'

/**
 * Puts entries into a folder, and nothing outside of it whatever they are called: every step down is taken by descriptor and never
 * through a link, the archive's own included. A file is there whole, with the bytes that were saved, or not at all.
 */
export class Placer {
  readonly root: number
  private readonly over: boolean
  private readonly levels: Level[] = []
  private readonly late: {path: string; why: string}[] = []
  private owners = process.getuid?.() === 0
  private setIds = false
  private lostAttributes = false
  private readonly attributes: Attributes | undefined

  constructor(root: number, over: boolean, attributes: Attributes | undefined) {
    this.attributes = attributes
    this.root = root
    this.over = over
  }

  async place(entry: Entry, member: Member): Promise<void> {
    if (entry.mode & 0o6000) this.setIds = true
    if (entry.type === 'folder') return this.folder(entry)
    const {parent, name} = split(entry.path)
    const folder = this.enter(parent)
    const temporary = this.over ? unfinished : name
    if (this.over) unlinkIfThere(folder, temporary)
    try {
      if (entry.type === 'file') await this.file(folder, temporary, entry, member)
      else if (entry.type === 'hard') this.hard(folder, temporary, entry.link ?? '')
      else this.link(folder, temporary, entry)
      if (this.over) renameSync(inside(folder, temporary), inside(folder, name))
      // Renaming one name of a file to another of it does nothing.
      if (this.over && entry.type === 'hard' && name !== temporary) unlinkIfThere(folder, temporary)
    } catch (error) {
      if (this.over) unlinkIfThere(folder, temporary)
      throw error
    }
  }

  /** Gives the folders their modes and times, which what was put into them has changed. */
  finish(tell: (path: string, why: string) => void): void {
    while (this.levels.length > 0) this.leave()
    for (const {path, why} of this.late) tell(path, why)
  }

  close(): void {
    for (const {fd} of this.levels.splice(0)) closeSync(fd)
  }

  /** What this machine, or this user, could not give back. */
  notKept(): readonly string[] {
    return [
      ...(this.owners ? [] : ['owners and groups']),
      ...(this.setIds ? ['set-user-id and set-group-id bits'] : []),
      ...(this.lostAttributes ? ['some extended attributes'] : []),
    ]
  }

  private folder(entry: Entry): void {
    this.enter(entry.path)
    const level = this.levels.at(-1)
    if (level !== undefined) level.entry = entry
  }

  /** The open folder at `path`, made where it is not there. */
  private enter(path: string): number {
    const last = this.levels.at(-1)
    if (last?.path === path) return last.fd
    const names = path === '' ? [] : path.split('/')
    const same = this.levels.findIndex(({name}, at) => name !== names[at])
    const keep = same < 0 ? Math.min(this.levels.length, names.length) : same
    while (this.levels.length > keep) this.leave()
    for (const name of names.slice(keep)) {
      const above = this.levels.at(-1)
      const made = makeFolder(above?.fd ?? this.root, name)
      const fd = openFolder(above?.fd ?? this.root, name)
      this.levels.push({name, path: above ? `${above.path}/${name}` : name, fd, entry: undefined, made})
    }
    return this.levels.at(-1)?.fd ?? this.root
  }

  private leave(): void {
    const level = this.levels.pop()
    if (level === undefined) return
    const {fd, entry, made, path} = level
    try {
      if (entry !== undefined) this.dress(fd, entry)
      else if (made) fchmodSync(fd, 0o755)
    } catch (error) {
      this.late.push({path, why: reasonOf(error)})
    } finally {
      closeSync(fd)
    }
  }

  private async file(folder: number, name: string, entry: Entry, {content, wrong}: Member): Promise<void> {
    const file = new SparseFile(createFile(folder, name), entry.sparse === true)
    try {
      await content((bytes) => file.write(bytes))
      file.end()
      if (wrong() !== '') throw new Error(wrong())
      this.dress(file.fd, entry)
    } catch (error) {
      unlinkIfThere(folder, name)
      throw error
    } finally {
      closeSync(file.fd)
    }
  }

  private hard(folder: number, name: string, target: string): void {
    const {parent, name: last} = split(target)
    const opened: number[] = []
    try {
      for (const step of parent === '' ? [] : parent.split('/'))
        opened.push(openFolder(opened.at(-1) ?? this.root, step))
      linkSync(inside(opened.at(-1) ?? this.root, last), inside(folder, name))
    } finally {
      for (const fd of opened) closeSync(fd)
    }
  }

  private link(folder: number, name: string, {link = '', uid, gid, mtime}: Entry): void {
    const at = inside(folder, name)
    symlinkSync(bytesOf(link), at)
    this.own(() => lchownSync(at, uid, gid))
    lutimesSync(at, mtime, mtime)
  }

  /** Without the bits that would make a program run as its owner: a stranger's archive would bring one. */
  private dress(fd: number, {mode, uid, gid, mtime, xattrs}: Entry): void {
    const kept = xattrs === undefined ? [] : Object.entries(xattrs).filter(([name]) => isKept(name))
    for (const [name, value] of kept) if (!isAcl(name)) this.give(fd, name, value)
    this.own(() => fchownSync(fd, uid, gid))
    fchmodSync(fd, mode & 0o1777)
    for (const [name, value] of kept) if (isAcl(name)) this.give(fd, name, value)
    futimesSync(fd, mtime, mtime)
  }

  private give(fd: number, name: string, value: string): void {
    if (this.attributes?.give(fd, name, value) !== true) this.lostAttributes = true
  }

  private own(give: () => void): void {
    if (!this.owners) return
    try {
      give()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
      this.owners = false
    }
  }
}

/** Was there none? */
function makeFolder(folder: number, name: string): boolean {
  try {
    mkdirSync(inside(folder, name), {mode: 0o700})
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  }
}

function unlinkIfThere(folder: number, name: string): void {
  try {
    unlinkSync(inside(folder, name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
