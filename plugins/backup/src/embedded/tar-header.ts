import {bytesOf, type Entry} from './entry.ts'

const block = 512
const nameSize = 100
/** What the octal fields of a header can say. */
const largest = {id: 0o7777777, size: 0o77777777777}
const kinds = {file: '0', hard: '1', link: '2', folder: '5'} as const

/**
 * The blocks of a tar archive that stand before the content of `entry`: pax, readable by GNU and BSD tar. The same entry always has
 * the same header, so that an archive is read by comparing and never by parsing what a stranger wrote.
 */
export function headerOf(entry: Entry): Buffer {
  const name = entry.type === 'folder' ? `${entry.path}/` : entry.path
  const extended = extensions(entry, name)
  const header = filled(entry, name, kinds[entry.type])
  if (extended.length === 0) return header
  const described = {mode: 0o600, uid: 0, gid: 0, mtime: 0, size: extended.length}
  return Buffer.concat([filled(described, 'PaxHeader', 'x'), extended, padding(extended.length), header])
}

const zeros = Buffer.alloc(block)

/** The zeros that fill the last block of `size` bytes. */
export function padding(size: number): Buffer {
  return zeros.subarray(0, (block - (size % block)) % block)
}

/** What ends a tar archive. */
export const end = Buffer.alloc(2 * block)

type Fields = Pick<Entry, 'mode' | 'uid' | 'gid' | 'mtime' | 'size' | 'link'>

/** What is the same in every header; its checksum is blanks while it is summed. */
const blank = Buffer.alloc(block)
blank.write('        ', 148, 'latin1')
blank.write('ustar\x0000', 257, 'latin1')

/** There is one for each of many small files: a block of Node's pool, and numbers digit by digit, cost a third. */
function filled({mode, uid, gid, size, mtime, link}: Fields, name: string, kind: string): Buffer {
  const header = Buffer.allocUnsafe(block)
  header.set(blank)
  header.write(name, 0, nameSize, 'latin1')
  octal(header, mode, 100, 8)
  octal(header, Math.min(uid, largest.id), 108, 8)
  octal(header, Math.min(gid, largest.id), 116, 8)
  octal(header, Math.min(size, largest.size), 124, 12)
  octal(header, Math.min(Math.max(0, Math.floor(mtime)), largest.size), 136, 12)
  header[156] = kind.charCodeAt(0)
  if (link !== undefined) header.write(link, 157, nameSize, 'latin1')
  let sum = 0
  // By number: an iterator over every byte is what headers of many small files would cost most for.
  for (let at = 0; at < block; at++) sum += header[at] ?? 0
  octal(header, sum, 148, 7)
  header[154] = 0
  return header
}

/** Digits before a byte that stays as it is. */
function octal(header: Buffer, value: number, at: number, size: number): void {
  let rest = value
  for (let place = at + size - 2; place >= at; place--) {
    header[place] = zero + (rest % 8)
    rest = Math.floor(rest / 8)
  }
}
const zero = 48

/** What the fields of a header are too small for, as pax records. */
function extensions({uid, gid, size, mtime, link = '', xattrs}: Entry, name: string): Buffer {
  let records = ''
  if (name.length > nameSize || foreign(name)) records += record('path', name)
  if (link.length > nameSize || foreign(link)) records += record('linkpath', link)
  if (uid > largest.id) records += record('uid', `${uid}`)
  if (gid > largest.id) records += record('gid', `${gid}`)
  if (size > largest.size) records += record('size', `${size}`)
  if (mtime < 0 || mtime > largest.size) records += record('mtime', `${Math.floor(mtime)}`)
  for (const [key, value] of Object.entries(xattrs ?? {}))
    records += record(`SCHILY.xattr.${key}`, Buffer.from(value, 'base64').toString('latin1'))
  return records === '' ? none : bytesOf(records)
}
const none = Buffer.alloc(0)

/** Old readers take the bytes of a header for their own alphabet. */
function foreign(text: string): boolean {
  return /[\x80-\xff]/.test(text)
}

/** `<length> <key>=<value>\n`, where the length counts its own digits. */
function record(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  const digits = `${rest.length + `${rest.length}`.length}`.length
  return `${rest.length + digits}${rest}`
}
