import {lstatSync, readdirSync, unlinkSync} from 'node:fs'
import {join} from 'node:path'
import {readSafely} from '../../config/safe-file.ts'
import {replaceFile} from '../../config/update-file.ts'
import {makeFolders} from '../../events/make-folders.ts'
import type {Places} from './discover.ts'
import {folderOf, placeName} from './installed.ts'
import type {Lock} from './lock.ts'
import {readTree} from './tree.ts'
import {digestOf, digestOfRows} from './tree-digest.ts'

type Kept = Pick<Places, 'store' | 'folders' | 'uid'>

/** Bytes of a list: twenty thousand files with long paths. */
const largest = 32 * 1024 * 1024

/**
 * Keeps of every approved release the rows that its digest was made of, so that it can be said which file is another one now. A list
 * vouches for itself: its digest is the one in the lock, which is sealed. Nothing hangs on one but that sentence, so what lies in its way
 * is left alone and stops nothing. Call it with the lock held.
 */
export async function keepFileLists(places: Kept, lock: Lock): Promise<void> {
  const folder = listsIn(places)
  const there = namesIn(folder, places.uid)
  if (there === undefined) return
  const wanted = new Set<string>()
  for (const [name, entry] of lock) {
    const releases = [entry.approved, entry.previous].filter((each) => each !== undefined)
    for (const {digest} of releases) wanted.add(placeName(digest))
    const {approved} = entry
    if (approved === undefined || there.has(placeName(approved.digest))) continue
    const dir = folderOf(name, entry, places.store) ?? join(places.folders.user, name)
    await keepList(folder, dir, approved.digest)
  }
  for (const name of there) if (!wanted.has(name)) unharmed(() => dropFile(join(folder, name)))
}

/** The rows of the release with this digest; undefined where none are kept, or others. */
export function approvedRows(
  places: Pick<Places, 'store' | 'uid'>,
  digest: string,
): readonly string[] | undefined {
  const folder = listsIn(places)
  const name = placeName(digest)
  if (namesIn(folder, places.uid)?.has(name) !== true) return undefined
  const found = readSafely(join(folder, name), places.uid, largest)
  const rows = found !== undefined && 'text' in found ? found.text.split('\n') : []
  return digestOfRows(rows) === digest ? rows : undefined
}

/** Files that were changed meanwhile have another digest, and no list. */
async function keepList(folder: string, dir: string, digest: string): Promise<void> {
  const tree = readTree(dir)
  const found = 'problem' in tree ? tree : await digestOf(tree)
  if ('problem' in found || found.digest !== digest) return
  const text = found.rows.toSorted().join('\n')
  if (Buffer.byteLength(text) > largest) return
  unharmed(() => {
    makeFolders(folder)
    replaceFile(join(folder, placeName(digest)), text)
  })
}

/** No plugin begins with a dot. */
const listsIn = ({store}: Pick<Places, 'store'>) => join(store, '.files')

/** What is there; nothing where there is no such folder yet, undefined where it is a link or not one's own: what is in it is not Parrot's. */
function namesIn(folder: string, uid: number): ReadonlySet<string> | undefined {
  const stats = lstatSync(folder, {throwIfNoEntry: false})
  if (stats === undefined) return new Set()
  if (!stats.isDirectory() || stats.uid !== uid || (stats.mode & 0o022) !== 0) return undefined
  return new Set(readdirSync(folder))
}

/** A list is a plain file; what is none, somebody put there. */
function dropFile(file: string): void {
  if (lstatSync(file).isFile()) unlinkSync(file)
}

/** Installing does not fail for a list; the next change tries again. */
function unharmed(work: () => void): void {
  try {
    work()
  } catch {
    // A folder lies in its way, or the disk is full: what is written next says so.
  }
}
