import type {Problem} from '../../text/problem.ts'
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

/** That it is not known, and where its files are such that none is read, why. */
type Unknown = {readonly unknown: true; readonly problem?: Problem}

/** What is not as it was approved, file by file, where that is known: of a plugin that came with Parrot only its digest is. */
export async function changedFiles(
  {dir, approved}: Plugin,
  places: Pick<Places, 'store' | 'uid'>,
): Promise<Changed | Unknown> {
  const rows = approved === undefined ? undefined : approvedRows(places, approved)
  const tree = readTree(dir)
  const found = 'problem' in tree ? tree : await digestOf(tree)
  if ('problem' in found) return {unknown: true, problem: found.problem}
  if (rows === undefined) return {unknown: true}
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
