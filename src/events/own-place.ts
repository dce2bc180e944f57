import {chmodSync, closeSync, lstatSync, openSync, statSync, type Stats} from 'node:fs'
import {dirname} from 'node:path'
import {makeFolders, unlessThere} from './make-folders.ts'

/**
 * Makes sure that `file` is a plain file of ours (0600) in a folder of ours (0700), creating what is not there. Throws
 * where something belongs to somebody else: under sudo in a foreign home, root's files would lock the owner out.
 */
export function ownPlace(file: string): void {
  ownFolder(dirname(file))
  if (lookAt(file) === undefined) unlessThere(() => closeSync(openSync(file, 'wx', 0o600)))
  const stats = lstatSync(file)
  if (!stats.isFile()) throw new Error('it is not a plain file')
  refuseForeign(file, stats)
  if (stats.mode & 0o077) chmodSync(file, 0o600)
}

function ownFolder(folder: string): void {
  const {mode} = folderOf(folder)
  if (mode & 0o022) throw new Error(`others may write to ${folder}; mend it with: chmod 700 ${folder}`)
  if (mode & 0o077) chmodSync(folder, 0o700)
}

/** A folder of ours, made with its parents (0700) where it is not there. Throws where it, or the one above, is foreign. */
export function folderOf(folder: string): Stats {
  refuseForeignParent(folder)
  makeFolders(folder)
  const stats = statSync(folder)
  refuseForeign(folder, stats)
  return stats
}

/** Whoever owns the folder above can put another in its place, so that has to be us or root. */
function refuseForeignParent(folder: string): void {
  let parent = dirname(folder)
  while (lookAt(parent) === undefined) parent = dirname(parent)
  const stats = statSync(parent)
  if (stats.uid !== 0) refuseForeign(parent, stats)
}

/** Never opened to look: closing any descriptor of a database file drops SQLite's locks on it in this process. */
function lookAt(path: string): Stats | undefined {
  return lstatSync(path, {throwIfNoEntry: false})
}

function refuseForeign(path: string, {uid}: Stats): void {
  const me = process.geteuid?.() ?? uid
  if (uid === me) return
  throw new Error(
    `${path} belongs to uid ${uid}, not to uid ${me}; run Parrot as its owner, or in a home of your own`,
  )
}
