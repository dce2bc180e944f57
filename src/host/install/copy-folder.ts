import {
  closeSync,
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
import {filesBelow, type FilesBelow} from '../catalog/files-below.ts'
import type {Refused} from '../catalog/lock.ts'
import {holdTop, readHeld, type Entry} from '../catalog/tree.ts'
import type {HeldFolder} from '../held-folder.ts'
import type {Fetched, Fetching} from './fetch.ts'
import type {Source} from './source.ts'

type FolderSource = Extract<Source, {readonly path: string}>

/**
 * Copies a folder as it is, but for what git keeps in it. Somebody else may own it and be at work in it: it is held, and what lies
 * in it is gone to part by part, so that what is copied lay in this very folder.
 */
export async function copyFolder(source: FolderSource, fetching: Fetching): Promise<Fetched | Refused> {
  const top = holdTop(source.path)
  if ('problem' in top) return {problems: [top.problem]}
  const files = filesBelow(top)
  try {
    return await copyHeld(top, files, source, fetching)
  } finally {
    files.close()
    top.close()
  }
}

async function copyHeld(
  top: HeldFolder,
  files: FilesBelow,
  {path, text}: FolderSource,
  {staging, entries: most, bytes, signal}: Fetching,
): Promise<Fetched | Refused> {
  const tree = readHeld(top, path, {without: '.git', entries: most, bytes})
  if ('problem' in tree) return {problems: [tree.problem]}
  const dir = join(staging, 'plugin')
  mkdirSync(dir, {mode: 0o700})
  for (const entry of tree.entries) {
    signal.throwIfAborted()
    if (!copyEntry(files, dir, entry)) return {problems: [problem('plugin_changed', {dir: path})]}
    await breathe()
  }
  return {dir, from: {source: text, resolved: path}}
}

/** False where it is no longer what was found there. */
function copyEntry(files: FilesBelow, to: string, entry: Entry): boolean {
  const target = join(to, entry.path)
  if (entry.kind === 'folder') mkdirSync(target, {mode: 0o700})
  else if (entry.kind === 'link') symlinkSync(entry.target ?? '', target)
  else return copyFile(files, entry, target)
  return true
}

function copyFile(files: FilesBelow, {path, stats: {ino, dev, size}}: Entry, to: string): boolean {
  const source = opened(files, path)
  if (source === undefined) return false
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

/** Undefined where it, or a folder on the way to it, has become a link or something else. */
function opened(files: FilesBelow, path: string): number | undefined {
  try {
    return files.open(path)
  } catch (error) {
    if (['ELOOP', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
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
