import {chmodSync, closeSync, lstatSync, mkdirSync, openSync, statSync, type Stats} from 'node:fs'
import {dirname} from 'node:path'

/**
 * Makes sure that `file` is a plain file of ours (0600) in a folder of ours (0700), creating what is not there. Throws
 * where something belongs to somebody else: under sudo in a foreign home, root's files would lock the owner out.
 */
export function ownPlace(file: string): void {
  ownFolder(dirname(file))
  const stats = lookAt(file)
  if (stats === undefined) return create(file)
  if (!stats.isFile()) throw new Error('it is not a plain file')
  refuseForeign(file, stats)
  if (stats.mode & 0o077) chmodSync(file, 0o600)
}

/** The folder is ours and nobody else's (0700), made with its parents where it is not there; throws as `ownPlace` does. */
export function ownFolder(folder: string): void {
  if (mkdir(folder)) return
  const stats = statSync(folder)
  refuseForeign(folder, stats)
  if (stats.mode & 0o022) throw new Error(`others may write to ${folder}; mend it with: chmod 700 ${folder}`)
  if (stats.mode & 0o077) chmodSync(folder, 0o700)
}

function mkdir(folder: string): boolean {
  if (lookAt(folder) !== undefined) return false
  const parent = nearest(dirname(folder))
  if (statSync(parent).uid !== 0) refuseForeign(parent, statSync(parent))
  return mkdirSync(folder, {recursive: true, mode: 0o700}) !== undefined
}

function nearest(folder: string): string {
  return lookAt(folder) === undefined ? nearest(dirname(folder)) : folder
}

/** Never opened to look: closing any descriptor of a database file drops SQLite's locks on it in this process. */
function lookAt(path: string): Stats | undefined {
  return lstatSync(path, {throwIfNoEntry: false})
}

function create(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    ownPlace(file)
  }
}

function refuseForeign(path: string, {uid}: Stats): void {
  const me = process.geteuid?.() ?? uid
  if (uid === me) return
  throw new Error(
    `${path} belongs to uid ${uid}, not to uid ${me}; run Parrot as its owner, or set PARROT_HOME`,
  )
}
