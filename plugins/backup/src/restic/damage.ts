import type {Named} from '../engine.ts'
import type {Restic} from './program.ts'
import {reading} from './snapshots.ts'
import {shownPath} from './tree.ts'

/** What is damaged, by the whole name of the snapshot that it is in. */
export type Damage = ReadonlyMap<string, readonly Named[]>

/** The packs, and what else, that `restic check` complains of. */
export function packsIn(complaints: readonly string[]): readonly string[] {
  const packs = complaints.flatMap((line) => {
    const [, one] =
      /^Pack ID does not match, want ([0-9a-f]{64})/.exec(line) ??
      /^(?:error: )?pack ([0-9a-f]{64})(?!.*not referenced)/i.exec(line) ??
      []
    return one === undefined ? [] : [one]
  })
  return [...new Set(packs)]
}

/** Files and folders that the content of these packs belongs to. Restic looks through every snapshot for that. */
export async function ownersOf(restic: Restic, packs: readonly string[]): Promise<Damage> {
  const found = new Map<string, Map<string, Named>>()
  const add = (snapshot: string, path: string, why: string) => {
    const list = found.get(snapshot) ?? new Map<string, Named>()
    found.set(snapshot, list.set(path, {path, why}))
  }
  let text = ''
  let tree = ''
  await restic({
    words: ['find', '--json', ...reading, '--pack', ...packs],
    line: (line) => {
      const [, lost] = /^Unable to load tree ([0-9a-f]{8})/.exec(line) ?? []
      const [, snapshot] = /which belongs to snapshot ([0-9a-f]{64})/.exec(line) ?? []
      if (lost !== undefined) tree = lost
      else if (snapshot !== undefined) add(snapshot, `folder ${tree}`, 'what is in it cannot be read')
      else text += line
    },
    fine: [1],
  })
  for (const {path, snapshot} of rowsIn(text))
    add(snapshot, shownPath(path), 'the part of the repository that it is in is damaged')
  return new Map([...found].map(([snapshot, list]) => [snapshot, [...list.values()]]))
}

function rowsIn(text: string): readonly {readonly path: string; readonly snapshot: string}[] {
  try {
    return JSON.parse(text) as readonly {path: string; snapshot: string}[]
  } catch {
    return []
  }
}
