import {isUtf8} from 'node:buffer'

/**
 * One thing in an archive. A path is a string of bytes, one character each ('latin1'), because a name on Linux need not be UTF-8; it
 * has no slash at its beginning.
 */
export type Entry = {
  readonly path: string
  readonly type: 'file' | 'folder' | 'link' | 'hard'
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Bytes of content; 0 but for files. */
  readonly size: number
  /** Seconds, with their fraction. */
  readonly mtime: number
  /** Of a link: where it leads, as bytes. Of a hard one: the path of the file that it is another name of. */
  readonly link?: string
  readonly sha256?: string
  /** It had holes, and gets them back. */
  readonly sparse?: true
  /** It was written to while it was read. */
  readonly changed?: true
  /** Extended attributes: name → value, as base64. */
  readonly xattrs?: Readonly<Record<string, string>>
  /** It had more of them than an archive takes. */
  readonly cut?: true
}

/** Something that is not in the archive, or not as it should be. */
export type Note = {
  readonly note: 'missing' | 'changed' | 'skipped'
  readonly path: string
  readonly why: string
}

/** Bytes as they are handed to a system call. */
export function bytesOf(path: string): Buffer {
  return Buffer.from(path, 'latin1')
}

/** Bytes for a person to read: what is no UTF-8, or would move the cursor, is shown by number. */
export function readable(path: string): string {
  const bytes = bytesOf(path)
  const text = isUtf8(bytes) ? bytes.toString('utf8') : path.replaceAll(/[\x80-\xff]/g, escaped)
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, escaped)
}

/** The same of a whole path, no longer than any that a system call takes: an archive may be a stranger's. */
export function shownPath(path: string): string {
  return path.length > longestShown ? `/${readable(path.slice(0, longestShown))}…` : `/${readable(path)}`
}
const longestShown = 4096

/** Text as somebody wrote it, as bytes. */
export function pathOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
}
