import {lstatSync, readdirSync, readlinkSync, realpathSync, type BigIntStats, type Dirent} from 'node:fs'
import {join, posix} from 'node:path'
import {printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'

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

/** Leaves out one name at the top, and takes less than what is taken otherwise. */
type Narrower = {readonly without?: string; readonly entries?: number; readonly bytes?: number}

class Refusal extends Error {}

/**
 * Everything below `dir`, without reading any of it. Refused: a link that leads out of it or nowhere, what is no folder,
 * file or link, setuid and setgid files, names with invisible characters, names that differ in case only, more than 20,000
 * entries or 512 MiB.
 */
export function readTree(
  dir: string,
  {without, entries = mostEntries, bytes = Number(mostBytes)}: Narrower = {},
): Tree | {readonly problem: Problem} {
  const found: {entries: Entry[]; bytes: bigint} = {entries: [], bytes: 0n}
  let at = ''
  try {
    if (!lstatSync(dir).isDirectory()) throw new Refusal('it is not a folder')
    walk('')
    at = clash(found.entries) ?? ''
    if (at !== '') throw new Refusal('another name here differs from it in case only')
    return {dir, ...found}
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    return {
      problem: problem('tree_refused', {
        dir: printable(dir),
        path: printable(at) || '.',
        cause: printable(cause),
      }),
    }
  }

  function walk(folder: string): void {
    for (const child of readdirSync(join(dir, folder), {withFileTypes: true})) {
      if (folder === '' && child.name === without) continue
      at = folder === '' ? child.name : `${folder}/${child.name}`
      const entry = entryAt(dir, at, child)
      found.entries.push(entry)
      if (entry.kind === 'file') found.bytes += entry.stats.size
      if (found.entries.length > entries) throw new Refusal(`there are more than ${entries} entries`)
      if (found.bytes > BigInt(bytes)) throw new Refusal(`there are more than ${bytes} bytes`)
      if (entry.kind === 'folder') walk(at)
    }
  }
}

function entryAt(dir: string, path: string, child: Dirent): Entry {
  if (child.name !== printable(child.name) || child.name.includes('\ufffd'))
    throw new Refusal('its name has invisible characters')
  if (path.length > longestPath) throw new Refusal(`its path has more than ${longestPath} characters`)
  const stats = lstatSync(join(dir, path), {bigint: true})
  if (stats.isDirectory()) return {path, kind: 'folder', stats}
  if (stats.isFile()) {
    if ((stats.mode & 0o6000n) !== 0n) throw new Refusal('it is setuid or setgid')
    return {path, kind: 'file', stats}
  }
  if (stats.isSymbolicLink()) return {path, kind: 'link', stats, target: targetInside(dir, path)}
  throw new Refusal('it is neither a folder nor a file')
}

/** By its words, which is how it will look in a sandbox, and by what it leads to here through other links. */
function targetInside(dir: string, path: string): string {
  const target = readlinkSync(join(dir, path))
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
