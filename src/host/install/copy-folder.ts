import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  symlinkSync,
  writeSync,
} from 'node:fs'
import {join} from 'node:path'
import {setImmediate as breathe} from 'node:timers/promises'
import {problem} from '../../text/problem.ts'
import type {Refused} from '../catalog/lock.ts'
import {readTree, type Entry} from '../catalog/tree.ts'
import type {Fetched, Fetching} from './fetch.ts'
import type {Source} from './source.ts'

/** Copies a folder as it is, but for what git keeps in it; files are copied as they are opened, and never through a link. */
export async function copyFolder(
  {path, text}: Extract<Source, {readonly path: string}>,
  {staging, entries: most, bytes, signal}: Fetching,
): Promise<Fetched | Refused> {
  const tree = readTree(path, {without: '.git', entries: most, bytes})
  if ('problem' in tree) return {problems: [tree.problem]}
  const dir = join(staging, 'plugin')
  mkdirSync(dir, {mode: 0o700})
  for (const entry of tree.entries) {
    signal.throwIfAborted()
    if (!copyEntry(path, dir, entry)) return {problems: [problem('plugin_changed', {dir: path})]}
    await breathe()
  }
  return {dir, from: {source: text, resolved: path}}
}

/** False where it is no longer what was found there. */
function copyEntry(from: string, to: string, {path, kind, target, stats}: Entry): boolean {
  if (kind === 'folder') mkdirSync(join(to, path), {mode: 0o700})
  else if (kind === 'link') symlinkSync(target ?? '', join(to, path))
  else return copyFile(join(from, path), join(to, path), stats)
  return true
}

function copyFile(from: string, to: string, {ino, dev, size}: Entry['stats']): boolean {
  const source = openSync(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const now = fstatSync(source, {bigint: true})
    if (now.ino !== ino || now.dev !== dev || now.size !== size) return false
    const target = openSync(to, 'wx', 0o600)
    try {
      pour(source, target, Number(size))
      fchmodSync(target, Number(now.mode) & 0o700)
    } finally {
      closeSync(target)
    }
    return true
  } finally {
    closeSync(source)
  }
}

/** No more than was there when it was counted. */
function pour(source: number, target: number, most: number): void {
  const chunk = Buffer.allocUnsafe(Math.min(most, 256 * 1024))
  for (let left = most; left > 0;) {
    const length = readSync(source, chunk, 0, Math.min(left, chunk.length), null)
    if (length === 0) return
    for (let written = 0; written < length;) written += writeSync(target, chunk, written, length - written)
    left -= length
  }
}
