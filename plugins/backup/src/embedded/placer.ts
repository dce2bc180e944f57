import {
  chownSync,
  closeSync,
  constants,
  fstatSync,
  linkSync,
  openSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
} from 'node:fs'
import {Dresser} from './dresser.ts'
import {bytesOf, type Entry} from './entry.ts'
import {inside, openFolder, split, throughProc} from './folder.ts'
import type {Member} from './members.ts'
import {OpenFolders} from './open-folders.ts'
import {createFile, SparseFile} from './sparse-file.ts'
import type {Attributes} from './xattr.ts'

/** What is written beside a file that it is to replace. A killed run leaves one in a folder, and the next takes its place. */
const unfinished = '.parrot-restoring'

/**
 * Puts entries into a folder, and nothing outside of it whatever they are called: every step down is taken by descriptor and never
 * through a link, the archive's own included. A file is there whole, with the bytes that were saved, or not at all.
 */
export class Placer {
  readonly root: number
  readonly over: boolean
  private readonly dresser: Dresser
  private readonly folders: OpenFolders

  constructor(root: number, over: boolean, attributes: Attributes | undefined) {
    this.root = root
    this.over = over
    this.dresser = new Dresser(attributes)
    this.folders = new OpenFolders(root, (fd, entry) => this.dresser.dress(fd, entry))
  }

  async place(entry: Entry, member: Member): Promise<void> {
    this.dresser.see(entry)
    if (entry.type === 'folder') return this.folders.place(entry)
    const {parent, name} = split(entry.path)
    const folder = this.folders.enter(parent)
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
    this.folders.finish(tell)
  }

  close(): void {
    this.folders.close()
  }

  /** What this machine, or this user, could not give back. */
  notKept(): readonly string[] {
    return this.dresser.notKept()
  }

  private async file(folder: number, name: string, entry: Entry, {content, wrong}: Member): Promise<void> {
    const file = new SparseFile(createFile(folder, name), entry.sparse === true)
    try {
      await content((bytes) => file.write(bytes))
      file.end()
      if (wrong() !== '') throw new Error(wrong())
      this.dresser.dress(file.fd, entry)
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
    const fd = openLink(at)
    try {
      this.dresser.own(() => chownSync(throughProc(fd), uid, gid))
      utimesSync(throughProc(fd), mtime, mtime)
    } finally {
      closeSync(fd)
    }
  }
}

/** The link itself: whoever may write to the folder could put another file in its place, which would be given away by its name. */
function openLink(at: string | Buffer): number {
  const fd = openSync(at, O_PATH | constants.O_NOFOLLOW)
  if (fstatSync(fd).isSymbolicLink()) return fd
  closeSync(fd)
  throw Object.assign(new Error('it became something else while it was read'), {code: 'EREPLACED'})
}
const O_PATH = 0o10_000_000

function unlinkIfThere(folder: number, name: string): void {
  try {
    unlinkSync(inside(folder, name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
