import type {Stats} from 'node:fs'
import type {Entry} from './entry.ts'
import type {Kept} from './xattr.ts'

/** Something that is there, as it was when it was opened or looked at. */
export type Seen = {readonly path: string; readonly stats: Stats}

/** What an entry of any type says of where it comes from. */
export function shared({path, stats: {mode, uid, gid, mtimeMs}}: Seen) {
  return {path, mode: mode & 0o7777, uid, gid, mtime: mtimeMs / 1000}
}

/** The entry of a file, but for the digest of its content. */
export function fileEntry({path, stats}: Seen, size: number, kept: Kept | undefined): Entry {
  const {mode, uid, gid, mtimeMs, blocks} = stats
  const entry = {path, type: 'file', mode: mode & 0o7777, uid, gid, size, mtime: mtimeMs / 1000} as const
  const sparse = size > 0 && blocks * 512 < size && blocks * 512 + 4096 <= size
  return sparse || kept?.xattrs !== undefined ? {...entry, ...(sparse && {sparse}), ...kept} : entry
}

/** Some disks let a file say so, holes and all; nothing could read it to its end. */
export function endless({size}: Stats): boolean {
  return !Number.isSafeInteger(size)
}

/** Was it not written to in between? */
export function unchanged(before: Stats, after: Stats): boolean {
  return before.size === after.size && before.mtimeMs === after.mtimeMs && before.ctimeMs === after.ctimeMs
}
