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
const paddings: Buffer[] = []

/** The zeros that fill the last block of `size` bytes. */
export function padding(size: number): Buffer {
  const length = (block - (size % block)) % block
  return (paddings[length] ??= zeros.subarray(0, length))
}

/** What ends a tar archive. */
export const end = Buffer.alloc(2 * block)

type Fields = Pick<Entry, 'mode' | 'uid' | 'gid' | 'mtime' | 'size' | 'link'>

/** What is the same in every header; its checksum is blanks while it is summed. */
const blank = Buffer.alloc(block)
blank.write('        ', 148, 'latin1')
blank.write('ustar\x0000', 257, 'latin1')
const blankSum = sumOf(blank, 0, block)

/** There is one for each of many small files: numbers digit by digit, and a sum of what is written only, cost a fraction. */
function filled({mode, uid, gid, size, mtime, link}: Fields, name: string, kind: string): Buffer {
  const header = Buffer.allocUnsafe(block)
  header.set(blank)
  let sum = blankSum + kind.charCodeAt(0)
  header[156] = kind.charCodeAt(0)
  sum += sumOf(header, 0, header.write(name, 0, nameSize, 'latin1'))
  sum += octal(header, mode, 100, 8)
  sum += octal(header, Math.min(uid, largest.id), 108, 8)
  sum += octal(header, Math.min(gid, largest.id), 116, 8)
  sum += octal(header, Math.min(size, largest.size), 124, 12)
  sum += octal(header, Math.min(Math.max(0, Math.floor(mtime)), largest.size), 136, 12)
  if (link !== undefined) sum += sumOf(header, 157, 157 + header.write(link, 157, nameSize, 'latin1'))
  octal(header, sum, 148, 7)
  header[154] = 0
  return header
}

/** By number: an iterator over every byte is what headers of many small files would cost most for. */
function sumOf(bytes: Buffer, from: number, to: number): number {
  let sum = 0
  for (let at = from; at < to; at++) sum += bytes[at] ?? 0
  return sum
}

/** Digits before a byte that stays as it is; their sum. A number of more than 30 bits in two parts: bits are had faster than quotients. */
function octal(header: Buffer, value: number, at: number, size: number): number {
  let rest = value % 2 ** 30
  let sum = 0
  for (let place = at + size - 2; place >= at; place--) {
    const digit = zero + (rest & 7)
    header[place] = digit
    sum += digit
    rest = place === at + size - 11 ? Math.floor(value / 2 ** 30) : rest >> 3
  }
  return sum
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
  for (const key in xattrs)
    records += record(`SCHILY.xattr.${key}`, Buffer.from(xattrs[key] ?? '', 'base64').toString('latin1'))
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
