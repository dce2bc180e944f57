import {mkdirSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {replaceFile} from '../../config/update-file.ts'
import type {Places} from './discover.ts'
import {folderOf, placeName} from './installed.ts'
import type {Lock} from './lock.ts'
import {readTree} from './tree.ts'
import {digestOf, digestOfRows} from './tree-digest.ts'

type Kept = Pick<Places, 'store' | 'folders'>

/**
 * Keeps of every approved release the rows that its digest was made of, so that it can be said which file is another one now. A list
 * vouches for itself: its digest is the one in the lock, which is sealed. Call it with the lock held.
 */
export async function keepFileLists(places: Kept, lock: Lock): Promise<void> {
  const folder = listsIn(places)
  const wanted = new Set<string>()
  const there = new Set(namesIn(folder))
  for (const [name, entry] of lock) {
    const releases = [entry.approved, entry.previous].filter((each) => each !== undefined)
    for (const {digest} of releases) wanted.add(placeName(digest))
    const {approved} = entry
    if (approved === undefined || there.has(placeName(approved.digest))) continue
    const dir = folderOf(name, entry, places.store) ?? join(places.folders.user, name)
    await keepList(folder, dir, approved.digest)
  }
  for (const name of there) if (!wanted.has(name)) rmSync(join(folder, name), {force: true})
}

/** The rows of the release with this digest; undefined where none are kept, or others. */
export function approvedRows(places: Pick<Places, 'store'>, digest: string): readonly string[] | undefined {
  try {
    const rows = readFileSync(join(listsIn(places), placeName(digest)), 'utf8').split('\n')
    return digestOfRows(rows) === digest ? rows : undefined
  } catch {
    return undefined
  }
}

/** Files that were changed meanwhile have another digest, and no list. */
async function keepList(folder: string, dir: string, digest: string): Promise<void> {
  const tree = readTree(dir)
  const found = 'problem' in tree ? tree : await digestOf(tree)
  if ('problem' in found || found.digest !== digest) return
  mkdirSync(folder, {recursive: true, mode: 0o700})
  replaceFile(join(folder, placeName(digest)), found.rows.toSorted().join('\n'))
}

/** No plugin begins with a dot. */
const listsIn = ({store}: Pick<Places, 'store'>) => join(store, '.files')

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
