import type {Named} from '../engine.ts'
import type {Damage} from './damage.ts'
import type {Restic} from './program.ts'
import {reading} from './snapshots.ts'
import {shownPath} from './tree.ts'

/** The files whose content `restic check` finds nowhere, by the tree that they stand in. */
export function lostIn(complaints: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const lost = new Map<string, string[]>()
  for (const line of complaints) {
    const [, tree, file] = /tree ([0-9a-f]{64}): file "(.*)" blob [0-9a-f]+ not found/.exec(line) ?? []
    if (tree !== undefined && file !== undefined) lost.set(tree, [...(lost.get(tree) ?? []), file])
  }
  return lost
}

/** The same by the snapshots that have such a tree. */
export async function ownersOfLost(
  restic: Restic,
  lost: ReadonlyMap<string, readonly string[]>,
): Promise<Damage> {
  const found = new Map<string, Named[]>()
  if (lost.size === 0) return found
  let text = ''
  const line = (part: string) => void (text += part)
  await restic({words: ['find', '--json', ...reading, '--tree', ...lost.keys()], line, fine: [1]})
  for (const {id, path, snapshot} of rowsIn(text)) {
    const files = lost.get(id) ?? []
    const named = files.map((file) => ({
      path: shownPath(`${path}/${file}`),
      why: 'its content is not in the repository any more',
    }))
    found.set(snapshot, [...(found.get(snapshot) ?? []), ...named])
  }
  return found
}

type Row = {readonly id: string; readonly path: string; readonly snapshot: string}

function rowsIn(text: string): readonly Row[] {
  try {
    return JSON.parse(text) as readonly Row[]
  } catch {
    return []
  }
}
