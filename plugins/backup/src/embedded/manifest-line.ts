import {isUtf8} from 'node:buffer'
import {bytesOf, pathOf, type Entry, type Note} from './entry.ts'

const types = new Set(['file', 'folder', 'link', 'hard'])
const longestPath = 64 * 1024

/** An entry or a note as one line of JSON. A path that is no UTF-8 is written as base64, in `path64`. */
export function lineOf(item: Entry | Note): string {
  // Of ten thousand small files, taking each apart is what would be seen.
  if (plain(item.path) && !('link' in item)) return `${JSON.stringify(item)}\n`
  const {path, ...rest} = item
  const link = 'link' in rest && rest.link !== undefined ? named('link', rest.link) : {}
  return `${JSON.stringify({...named('path', path), ...rest, ...('link' in rest && {link: undefined}), ...link})}\n`
}

/** What a line says, or undefined where it says nothing that an archive of ours would. An archive may be a stranger's. */
export function itemIn(line: string): Entry | Note | undefined {
  let said: unknown
  try {
    said = JSON.parse(line)
  } catch {
    return undefined
  }
  if (typeof said !== 'object' || said === null) return undefined
  const fields = said as Record<string, unknown>
  return 'note' in fields ? noteIn(fields) : entryIn(fields)
}

/** Is this a path that stays below the folder it is put into? */
export function staysBelow(path: string): boolean {
  return !/(?:^|\/)\.{0,2}(?:\/|$)|\0/.test(path)
}

function named(key: string, path: string): Record<string, string> {
  if (plain(path)) return {[key]: path}
  const bytes = bytesOf(path)
  return isUtf8(bytes) ? {[key]: bytes.toString('utf8')} : {[`${key}64`]: bytes.toString('base64')}
}

function plain(path: string): boolean {
  return /^[\x20-\x7e]*$/.test(path)
}

function read(fields: Record<string, unknown>, key: string): string | undefined {
  const {[key]: text, [`${key}64`]: encoded} = fields
  const path = typeof text === 'string' ? pathOf(text) : undefined
  const found = path ?? (typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString('latin1') : '')
  return found === '' || found.length > longestPath || found.includes('\0') ? undefined : found
}

function noteIn(fields: Record<string, unknown>): Note | undefined {
  const {note, why} = fields
  const path = read(fields, 'path')
  const known = note === 'missing' || note === 'changed' || note === 'skipped'
  return known && path !== undefined && typeof why === 'string' ? {note, path, why} : undefined
}

function entryIn(fields: Record<string, unknown>): Entry | undefined {
  const {type, sha256, sparse, changed, xattrs} = fields
  const {mode, uid, gid, size, mtime} = fields as Record<string, number>
  const [path, link] = [read(fields, 'path'), read(fields, 'link')]
  if (path === undefined || !staysBelow(path) || typeof type !== 'string' || !types.has(type))
    return undefined
  if (![mode, uid, gid, size].every((value) => Number.isSafeInteger(value) && (value ?? -1) >= 0))
    return undefined
  if (mode === undefined || mode > 0o7777 || !Number.isFinite(mtime)) return undefined
  const file = type === 'file'
  if (file ? typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256) : size !== 0) return undefined
  if ((type === 'link' || type === 'hard') !== (link !== undefined)) return undefined
  if (type === 'hard' && !staysBelow(link ?? '')) return undefined
  if (xattrs !== undefined && !attributes(xattrs)) return undefined
  return {
    path,
    type: type as Entry['type'],
    mode,
    uid: uid as number,
    gid: gid as number,
    size: size as number,
    mtime: mtime as number,
    ...(link !== undefined && {link}),
    ...(file && {sha256: sha256 as string}),
    ...(sparse === true && {sparse}),
    ...(changed === true && {changed}),
    ...(xattrs !== undefined && {xattrs: xattrs as Record<string, string>}),
  }
}

function attributes(given: unknown): boolean {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return false
  return Object.entries(given).every(
    ([key, value]) => /^[\x21-\x7e]{1,255}$/.test(key) && !key.includes('=') && typeof value === 'string',
  )
}
