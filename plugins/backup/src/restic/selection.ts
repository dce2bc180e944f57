import type {Named, Restored} from '../engine.ts'
import type {Restic} from './program.ts'
import type {Snapshot} from './snapshots.ts'
import {eachNode, shownPath} from './tree.ts'

/** What was chosen, or what of it is there now. */
export type Selection = Pick<Restored, 'entries' | 'bytes'>

/** Entries and bytes at or below the paths; all of it where there are none. */
export async function selected(
  restic: Restic,
  snapshot: Snapshot,
  only: readonly string[],
): Promise<Selection> {
  const paths = only.map(trimmed)
  const absent = new Set(paths)
  const counts = {entries: 0, bytes: 0}
  await eachNode(restic, snapshot, ({path, size}) => {
    const within = paths.filter((one) => path === one || path.startsWith(`${one}/`))
    if (paths.length > 0 && within.length === 0) return
    for (const one of within) absent.delete(one)
    counts.entries += 1
    counts.bytes += size
  })
  const [missing] = absent
  if (missing !== undefined) throw new Error(`${missing} is not in ${snapshot.id}`)
  return counts
}

/** What is left of a selection without what failed of it. */
export async function without(
  restic: Restic,
  snapshot: Snapshot,
  {entries, bytes}: Selection,
  failed: readonly Named[],
): Promise<Selection> {
  const paths = new Set(failed.map(({path}) => path))
  const there = {entries, bytes}
  if (paths.size === 0) return there
  await eachNode(restic, snapshot, ({path, size}) => {
    if (!paths.has(shownPath(path))) return
    there.entries -= 1
    there.bytes -= size
  })
  return there
}

/** As a snapshot has it: with one slash before it. */
export function trimmed(path: string): string {
  return `/${path.replaceAll(/^\/+|\/+$/g, '')}`
}
