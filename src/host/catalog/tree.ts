import {lstatSync, readlinkSync, realpathSync, type BigIntStats} from 'node:fs'
import {join, posix} from 'node:path'
import {printable, quotedName} from '../../manifest/show.ts'
import {causeWords, errorWords} from '../../text/error-words.ts'
import {phrase} from '../../text/phrase.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {holdAt, type HeldFolder} from '../held-folder.ts'

export type Entry = {
  /** Below the folder, with `/`. */
  readonly path: string
  readonly kind: 'folder' | 'file' | 'link'
  readonly stats: BigIntStats
  /** Where a link leads. */
  readonly target?: string
}

export type Tree = {readonly dir: string; readonly entries: readonly Entry[]; readonly bytes: bigint}

const mostEntries = 20_000
const mostBytes = 512n * 1024n * 1024n
const longestPath = 1000
/** Characters of a path in a sentence. */
export const mostShown = 300

/** Leaves out one name at the top, and takes less than what is taken otherwise. */
type Narrower = {readonly without?: string; readonly entries?: number; readonly bytes?: number}

class Refusal extends Error {}

/**
 * Everything below `dir`, without reading any of it. Refused: a link that leads out of it or nowhere, what is no folder,
 * file or link, setuid and setgid files, names with invisible characters, names that differ in case only, more than 20,000
 * entries or 512 MiB.
 */
export function readTree(dir: string, narrower?: Narrower): Tree | {readonly problem: Problem} {
  const top = holdTop(dir)
  if ('problem' in top) return top
  try {
    return readHeld(top, dir, narrower)
  } finally {
    top.close()
  }
}

/** The folder itself; a link to one is none. */
export function holdTop(dir: string): HeldFolder | {readonly problem: Problem} {
  try {
    return holdAt(dir)
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    return {problem: refused(dir, '', code === 'ENOTDIR' ? 'it is not a folder' : causeOf(error))}
  }
}

/** The same of a folder that is held: each is entered as what it was found in, so nobody can lead the way elsewhere. */
export function readHeld(
  top: HeldFolder,
  dir: string,
  {without, entries = mostEntries, bytes = Number(mostBytes)}: Narrower = {},
): Tree | {readonly problem: Problem} {
  const found: {entries: Entry[]; bytes: bigint} = {entries: [], bytes: 0n}
  let at = ''
  try {
    walk(top, '')
    at = clash(found.entries) ?? ''
    if (at !== '') throw new Refusal('another name here differs from it in case only')
    return {dir, ...found}
  } catch (error) {
    return {problem: refused(dir, at, causeOf(error))}
  }

  function walk(folder: HeldFolder, path: string): void {
    for (const {name: bytesOfName} of folder.list()) {
      const name = String(bytesOfName)
      if (path === '' && name === without) continue
      at = path === '' ? name : `${path}/${name}`
      const entry = entryAt(folder, name, dir, at)
      found.entries.push(entry)
      if (entry.kind === 'file') found.bytes += entry.stats.size
      if (found.entries.length > entries)
        throw new Refusal(phrase('there are more than {most} entries', {most: entries}))
      if (found.bytes > BigInt(bytes))
        throw new Refusal(phrase('there are more than {most} bytes', {most: bytes}))
      if (entry.kind === 'folder') walkInto(folder, name, at)
    }
  }

  function walkInto(folder: HeldFolder, name: string, path: string): void {
    const below = folder.enter(name)
    try {
      walk(below, path)
    } finally {
      below.close()
    }
  }
}

/** `path` is a stranger's, and stands in quotes; host/without-names.ts has who is not told of it. */
export function refused(dir: string, path: string, cause: string): Problem {
  const shown = path === '' ? '.' : quotedName(path, mostShown)
  return problem('tree_refused', {dir: printable(dir), path: shown, cause: printable(cause)})
}

/** What the system says of an error for which there are no words names the file once more. */
function causeOf(error: unknown): string {
  const {code} = error as NodeJS.ErrnoException
  return code === undefined ? causeWords(error) : errorWords(code)
}

function entryAt(folder: HeldFolder, name: string, dir: string, path: string): Entry {
  if (name !== printable(name) || name.includes('\ufffd'))
    throw new Refusal('its name has invisible characters')
  if (path.length > longestPath)
    throw new Refusal(phrase('its path has more than {most} characters', {most: longestPath}))
  const stats = lstatSync(folder.at(name), {bigint: true})
  if (stats.isDirectory()) return {path, kind: 'folder', stats}
  if (stats.isFile()) {
    if ((stats.mode & 0o6000n) !== 0n) throw new Refusal('it is setuid or setgid')
    return {path, kind: 'file', stats}
  }
  if (stats.isSymbolicLink())
    return {path, kind: 'link', stats, target: targetInside(readlinkSync(folder.at(name)), dir, path)}
  throw new Refusal('it is neither a folder nor a file')
}

/** By its words, which is how it will look in a sandbox, and by what it leads to here through other links: looked up by name, nothing is read there. */
function targetInside(target: string, dir: string, path: string): string {
  const meant = posix.normalize(posix.join(posix.dirname(path), target))
  if (target.startsWith('/') || meant.split('/')[0] === '..')
    throw new Refusal('it is a link that leaves the folder')
  if (target !== printable(target)) throw new Refusal('it is a link to a name with invisible characters')
  const root = realpathSync.native(dir)
  const real = realpathSync.native(join(dir, path))
  if (real !== root && !real.startsWith(`${root}/`)) throw new Refusal('it is a link that leaves the folder')
  return target
}

function clash(entries: readonly Entry[]): string | undefined {
  const seen = new Set<string>()
  return entries.find(({path}) => {
    const folded = path.normalize('NFC').toLowerCase()
    return seen.has(folded) || !seen.add(folded)
  })?.path
}
