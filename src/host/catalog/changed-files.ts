import type {Plugin} from '../plugin.ts'
import {approvedRows} from './approved-files.ts'
import type {Places} from './discover.ts'
import {readTree} from './tree.ts'
import {digestOf} from './tree-digest.ts'

/** Paths below the folder of a plugin, against what was approved. */
export type Changed = {
  readonly changed: readonly string[]
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** What is not as it was approved, file by file; undefined where that is not known: of a plugin that came with Parrot only its digest is. */
export async function changedFiles(
  {dir, approved}: Plugin,
  places: Pick<Places, 'store' | 'uid'>,
): Promise<Changed | undefined> {
  const rows = approved === undefined ? undefined : approvedRows(places, approved)
  const tree = readTree(dir)
  const found = 'problem' in tree ? tree : await digestOf(tree)
  if (rows === undefined || 'problem' in found) return undefined
  const [before, now] = [rowsByPath(rows), rowsByPath(found.rows)]
  return {
    changed: [...now.keys()].filter((path) => before.has(path) && before.get(path) !== now.get(path)),
    added: [...now.keys()].filter((path) => !before.has(path)),
    removed: [...before.keys()].filter((path) => !now.has(path)),
  }
}

/** The path is the third part of a row. */
const rowsByPath = (rows: readonly string[]) =>
  new Map(rows.toSorted().map((row) => [row.split('\t')[2] ?? '', row]))
