import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
} from 'node:fs'
import {dirname, join} from 'node:path'
import {alone} from '../../config/update-file.ts'
import {makeFolders} from '../../events/make-folders.ts'
import {keepFileLists} from '../catalog/approved-files.ts'
import type {Places} from '../catalog/discover.ts'
import {releaseFolder} from '../catalog/installed.ts'
import {readLock, updateLock, type Lock} from '../catalog/lock.ts'
import type {LockEntry} from '../catalog/release.ts'
import {readTree} from '../catalog/tree.ts'
import {clearLeft, discard} from './staging.ts'

/** Gives every file and folder below `dir` the mode that a plugin needs and no other, and has it on disk. */
export function settle(dir: string): void {
  const tree = readTree(dir)
  const entries = 'entries' in tree ? tree.entries : []
  for (const {path, kind, stats} of entries) {
    if (kind === 'link') continue
    chmodSync(join(dir, path), kind === 'folder' || (stats.mode & 0o100n) !== 0n ? 0o755 : 0o644)
    sync(join(dir, path))
  }
  chmodSync(dir, 0o755)
  sync(dir)
}

/** Moves a settled folder to its place in the store; what is there already gives way. Call it with the lock held. */
export function keep(store: string, dir: string, target: string): void {
  makeFolders(dirname(target))
  if (existsSync(target)) discard(store, target)
  renameSync(dir, target)
  sync(dirname(target))
  sync(store)
}

/** Finishes what was begun: plugins that were taken away, folders of the store that no entry of the lock needs, and what the dead left aside. */
export async function tidy(places: Places): Promise<void> {
  clearLeft(places.store)
  const read = readLock(places)
  for (const [name, {going}] of 'lock' in read ? read.lock : [])
    if (going !== undefined) await remove(places, name, going)
  await alone(places.lock, async () => {
    const now = readLock(places)
    if (!('lock' in now)) return
    for (const name of list(places.store)) tidyOne(places.store, name, now.lock)
    await keepFileLists(places, now.lock)
  })
}

async function remove(places: Places, name: string, going: 'files' | 'all'): Promise<void> {
  const {store, folders, data} = places
  discard(store, join(folders.user, name))
  if (going === 'all') discard(store, join(data, name))
  await updateLock(places, name, (entry) => (entry?.going === undefined ? entry : undefined))
}

function tidyOne(store: string, name: string, lock: Lock): void {
  if (name.startsWith('.')) return
  const folder = join(store, name)
  const needed = neededBy(store, name, lock.get(name))
  const stale = list(folder)
    .map((each) => join(folder, each))
    .filter((dir) => !needed.has(dir))
  for (const dir of stale) discard(store, dir)
  if (needed.size === 0) rmdirSync(folder)
}

function neededBy(store: string, name: string, entry: LockEntry | undefined): ReadonlySet<string> {
  const releases = [entry?.approved, entry?.previous, entry?.waiting].filter(
    (release) => release?.from !== undefined,
  )
  return new Set(releases.map((release) => releaseFolder(store, name, release?.digest ?? '')))
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function sync(path: string): void {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
