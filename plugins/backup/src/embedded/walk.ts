import {closeSync, fstatSync, readdirSync, readlinkSync, statfsSync, type Dirent, type Stats} from 'node:fs'
import type {Note} from './entry.ts'
import type {Excluded} from './exclude.ts'
import {enter, hidden, inside, leave, look, openFolder, openPath, split, throughProc} from './folder.ts'
import {reasonOf} from './reason.ts'

/** Something below a source, where it can be opened while it is the last that was found. */
export type Found = {
  readonly path: string
  readonly folder: number
  readonly name: string
  readonly kind: 'file' | 'folder' | 'link'
  /** Of a file only where it was looked at anyway: who opens it sees what it opened. */
  readonly stats?: Stats
  readonly link?: string
}
type Seen = Omit<Found, 'kind'> & {readonly stats: Stats}

export type Rules = {
  readonly excluded: Excluded
  readonly oneFileSystem: boolean
  /** Device and inode of the folder of archives: an archive does not hold the archives. */
  readonly own: string
}

const tmpfs = 0x01021994
/** Bytes, four times what a path for a system call can have: each is a line of the manifest, which has to stay one that can be read. */
const longestPath = 16 * 1024

/**
 * Everything below `source` (bytes), a folder before what is in it and names in the order of their bytes, never through a link.
 * What is not read for one reason or another is a note.
 */
export function* walk(source: string, rules: Rules): Generator<Found | Note> {
  const path = source.replace(/^\/+|\/+$/g, '')
  const {parent, name} = split(path)
  let folder: number
  try {
    folder = openPath(parent)
  } catch (error) {
    return yield {note: 'missing', path, why: reasonOf(error)}
  }
  try {
    let [count, only] = [0, undefined as Found | Note | undefined]
    for (const found of one(folder, name, path, undefined, rules)) {
      count += 1
      only = found
      yield found
    }
    // What a disk that is not mounted leaves behind.
    if (count === 1 && only !== undefined && 'kind' in only && only.kind === 'folder')
      yield {note: 'missing', path, why: 'it is empty; is its disk mounted?'}
  } finally {
    leave()
    closeSync(folder)
  }
}

export function hiddenNote(path: string): Note {
  return {note: 'skipped', path, why: 'the sandbox hides it'}
}

export function idOf({dev, ino}: Stats): string {
  return `${dev}:${ino}`
}

function* one(
  folder: number,
  name: string,
  path: string,
  device: number | undefined,
  rules: Rules,
): Generator<Found | Note> {
  let stats: Stats
  try {
    stats = look(folder, name)
  } catch (error) {
    // What has gone since its folder was read is not missing.
    const gone = device !== undefined && (error as NodeJS.ErrnoException).code === 'ENOENT'
    return yield {
      note: gone ? 'changed' : 'missing',
      path,
      why: gone ? 'it has gone meanwhile' : reasonOf(error),
    }
  }
  const found = {path, folder, name, stats}
  const note = noteOn(found, device, rules)
  if (note !== undefined) yield note
  else if (stats.isFile()) yield {...found, kind: 'file'}
  else if (stats.isSymbolicLink()) yield* link(found)
  else yield* folderAt(found, device ?? stats.dev, rules)
}

function noteOn(
  found: Seen,
  device: number | undefined,
  {excluded, oneFileSystem, own}: Rules,
): Note | undefined {
  const {path, name, stats} = found
  if (excluded(path, name)) return {note: 'skipped', path, why: 'excluded'}
  if (!stats.isDirectory()) return stats.isFile() || stats.isSymbolicLink() ? undefined : special(path, stats)
  if (idOf(stats) === own) return {note: 'skipped', path, why: 'the folder of the archives'}
  if (device === undefined || stats.dev === device) return undefined
  if (masked(found)) return {note: 'skipped', path, why: 'the sandbox hides what is in it'}
  return oneFileSystem ? {note: 'skipped', path, why: 'another file system'} : undefined
}

function special(path: string, stats: Stats): Note {
  if (hidden(stats)) return hiddenNote(path)
  const kind = stats.isFIFO() ? 'a pipe' : stats.isSocket() ? 'a socket' : 'a device'
  return {note: 'skipped', path, why: kind}
}

/** A sandbox puts the null device over a file that it hides, and over a folder one of a single page, in memory, that nobody may write to. */
function masked({folder, name, stats}: Seen): boolean {
  if ((stats.mode & 0o777) !== 0o555) return false
  const {type, blocks} = statfsSync(inside(folder, name))
  return type === tmpfs && blocks === 1
}

/** In the order of their bytes. What a folder calls a file is not looked at again before it is opened. */
function names(folder: number): readonly Dirent[] {
  const found = readdirSync(throughProc(folder), {withFileTypes: true, encoding: 'latin1'})
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function* link(found: Seen): Generator<Found | Note> {
  try {
    const target = readlinkSync(inside(found.folder, found.name), {encoding: 'latin1'})
    yield {...found, kind: 'link', link: target}
  } catch (error) {
    yield {note: 'missing', path: found.path, why: reasonOf(error)}
  }
}

function* folderAt(found: Seen, device: number, rules: Rules): Generator<Found | Note> {
  const {path} = found
  let fd: number
  try {
    fd = openFolder(found.folder, found.name)
  } catch (error) {
    return yield {note: 'missing', path, why: reasonOf(error)}
  }
  try {
    const stats = fstatSync(fd)
    yield {...found, stats, kind: 'folder'}
    const room = longestPath - path.length - 1
    const all = names(fd)
    const short = all.filter(({name}) => name.length <= room)
    if (short.length < all.length) yield {note: 'missing', path, why: 'what is in it has too long a path'}
    for (const item of short) {
      const {name} = item
      const below = `${path}/${name}`
      enter(fd)
      if (item.isFile() && !rules.excluded(below, name)) yield {path: below, folder: fd, name, kind: 'file'}
      else yield* one(fd, name, below, device, rules)
    }
  } catch (error) {
    yield {note: 'missing', path, why: reasonOf(error)}
  } finally {
    closeSync(fd)
  }
}
