import type {Archive} from './archive.ts'
import {pathOf, type Entry} from './entry.ts'
import {items} from './items.ts'

/** What of an archive is restored. */
export type Chosen = {
  readonly entries: number
  readonly bytes: number
  /** Bytes on the disk: holes take none. */
  readonly needed: number
  /** Is it one of `entries`? Folders above them are not. */
  readonly counts: (entry: Entry) => boolean
  /** Under which names an entry is restored: its own, none, or those of others that are chosen while it is not. */
  readonly as: (entry: Entry) => readonly Entry[]
}

/** The entries at or below the paths of `only`, all where there are none; with the folders above them, and files that they are names of. */
export async function chosen(archive: Archive, only: readonly string[]): Promise<Chosen> {
  const paths = only.map((path) => pathOf(path).replaceAll(/^\/+|\/+$/g, ''))
  const wanted = (path: string) => paths.length === 0 || paths.some((one) => covers(one, path))
  const above = ({path, type}: Entry) => type === 'folder' && paths.some((one) => covers(path, one))
  const names = new Map<string, Entry[]>()
  const [found, counts] = [new Set<string>(), {entries: 0, bytes: 0, needed: 0}]
  for await (const item of items(archive)) {
    if ('note' in item) continue
    for (const one of paths) if (covers(one, item.path)) found.add(one)
    if (!wanted(item.path)) continue
    counts.entries += 1
    counts.bytes += item.size
    if (item.sparse !== true) counts.needed += item.size
    const {link = ''} = item
    if (item.type === 'hard' && !wanted(link)) names.set(link, [...(names.get(link) ?? []), item])
  }
  if (names.size > 0) await addBehind(archive, names, counts)
  const absent = paths.find((one) => !found.has(one))
  if (absent !== undefined) throw new Error(`/${absent} is not in ${archive.name}`)
  return {
    ...counts,
    counts: ({path}) => wanted(path),
    as: (entry) => renamed(entry, names, wanted(entry.path) || above(entry)),
  }
}

/** What is restored under another name is as large as under its own. */
async function addBehind(
  archive: Archive,
  names: ReadonlyMap<string, unknown>,
  counts: {bytes: number; needed: number},
): Promise<void> {
  for await (const item of items(archive)) {
    if ('note' in item || !names.has(item.path)) continue
    counts.bytes += item.size
    if (item.sparse !== true) counts.needed += item.size
  }
}

function renamed(
  entry: Entry,
  names: ReadonlyMap<string, readonly Entry[]>,
  itself: boolean,
): readonly Entry[] {
  if (itself) return entry.type === 'hard' && names.has(entry.link ?? '') ? [] : [entry]
  const [first, ...others] = names.get(entry.path) ?? []
  if (first === undefined) return []
  return [{...entry, path: first.path}, ...others.map((other) => ({...other, link: first.path}))]
}

function covers(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}
