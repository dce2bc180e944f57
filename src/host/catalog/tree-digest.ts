import {closeSync, constants, fstatSync, openSync, readSync, type BigIntStats} from 'node:fs'
import {join} from 'node:path'
import {stampOf, type Stamp} from '../../config/checked.ts'
import type {Problem} from '../../text/problem.ts'
import {readTree, refused, type Entry, type Tree} from './tree.ts'

const chunkBytes = 256 * 1024
const bytesAtOnce = 8 * 1024 * 1024

/** The line of each entry in `rows`, as the tree has them. */
type Digested = {readonly digest: string; readonly rows: readonly string[]}

/** The digest of everything below `dir` that makes a difference when it runs; a problem where it holds what is refused. */
export async function treeDigest(
  dir: string,
): Promise<{readonly digest: string} | {readonly problem: Problem}> {
  const tree = readTree(dir)
  return 'problem' in tree ? tree : digestOf(tree)
}

/**
 * `sha512-` and the SHA-512, in base64, of one line for each entry: kind, x-bit, path, and the size and SHA-512 of a
 * file or the target of a link, with tabs between, sorted by UTF-16 code units. Files are read in pieces of 256 KiB.
 */
export async function digestOf(tree: Tree): Promise<Digested | {readonly problem: Problem}> {
  const rows: string[] = []
  let atOnce = 0
  for (const entry of tree.entries) {
    const row = rowOf(tree.dir, entry)
    if (row === undefined) return {problem: refused(tree.dir, entry.path, 'it changed while it was read')}
    rows.push(row)
    atOnce += Number(entry.stats.size)
    if (atOnce > bytesAtOnce) {
      await new Promise((resolve) => setImmediate(resolve))
      atOnce = 0
    }
  }
  return {digest: digestOfRows(rows), rows}
}

export function digestOfRows(rows: readonly string[]): string {
  const {hash} = process.getBuiltinModule('node:crypto')
  return `sha512-${hash('sha512', rows.toSorted().join('\n'), 'base64')}`
}

/** The state of every entry at once, without reading any. */
export function treeStamp({entries}: Tree): Stamp {
  const {hash} = process.getBuiltinModule('node:crypto')
  const stamps = entries.map(({path, stats}) => [path, stampOf(stats)] as const)
  const text = stamps.map(([path, stamp]) => `${path}\t${stamp.text}`).toSorted()
  const newest = stamps.reduce((newest, [, stamp]) => (stamp.newest > newest ? stamp.newest : newest), 0n)
  return {text: hash('sha256', text.join('\n'), 'hex'), newest}
}

function rowOf(dir: string, {path, kind, stats, target}: Entry): string | undefined {
  if (kind === 'folder') return `d\t-\t${path}`
  if (kind === 'link') return `l\t-\t${path}\t${target}`
  const hash = fileHash(join(dir, path), stats)
  return hash && `f\t${stats.mode & 0o100n ? 'x' : '-'}\t${path}\t${stats.size}\t${hash}`
}

/** Undefined where it is no longer the file that was found there, or changed while it was read. */
function fileHash(file: string, stats: BigIntStats): string | undefined {
  let fd: number
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch {
    return undefined
  }
  try {
    const hash = hashOf(fd, Number(stats.size))
    return stampOf(fstatSync(fd, {bigint: true})).text === stampOf(stats).text ? hash : undefined
  } finally {
    closeSync(fd)
  }
}

function hashOf(fd: number, size: number): string {
  const {createHash, hash} = process.getBuiltinModule('node:crypto')
  const chunk = Buffer.allocUnsafe(Math.min(size + 1, chunkBytes))
  let length = readSync(fd, chunk)
  if (length < chunk.length) return hash('sha512', chunk.subarray(0, length), 'hex')
  const whole = createHash('sha512')
  for (; length > 0; length = readSync(fd, chunk)) whole.update(chunk.subarray(0, length))
  return whole.digest('hex')
}
