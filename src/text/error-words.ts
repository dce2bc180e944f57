import type {Phrase} from './phrase.ts'

const words: Readonly<Record<string, Phrase>> = {
  ENOENT: 'it is not there',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ELOOP: 'it leads in circles',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EROFS: 'the disk is read-only',
  EISDIR: 'it is a folder',
  EEXIST: 'it is there already',
  ENOTEMPTY: 'the folder is not empty',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EADDRINUSE: 'something else listens there',
  EIO: 'the disk could not read or write it',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was broken off',
  UND_ERR_SOCKET: 'the connection was broken off',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'names of hosts cannot be looked up',
  EDNS: 'the name of the host cannot be looked up',
  EHOSTUNREACH: 'no way leads to that host',
  ENETUNREACH: 'no way leads to that network',
  ETIMEDOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
  ECONNECTION: 'the connection failed',
  ESOCKET: 'the connection failed',
  EAUTH: 'the user name or the password was not taken',
  ETLS: 'no safe connection could be made',
  EENVELOPE: 'the sender or the address was not taken',
}

/** What a code of the system, or of what sends mail, means; the code stands behind, for records and programs. One that is not known is itself. */
export function errorWords(code: string): string {
  const said = codeWords(code)
  return said === undefined ? code : `${said} (${code})`
}

/**
 * A text without the codes that stand behind their words, as whoever sits at a terminal reads it; `theirs` are the words in another
 * language. A code that somebody else wrote stays: its words are not before it.
 */
export function withoutCodes(text: string, theirs: (words: Phrase) => string = (said) => said): string {
  if (!text.includes(' (')) return text
  return text.replaceAll(/ \(([A-Z][A-Z_\d]+)\)/g, (code, name: string, at: number) => {
    const said = codeWords(name)
    const before = text.slice(0, at)
    return said !== undefined && (before.endsWith(said) || before.endsWith(theirs(said))) ? '' : code
  })
}

/** Why, in words, from whatever was thrown; what is no error of the system says what it says. */
export function causeWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return codeWords(code) === undefined ? error.message : errorWords(code)
}

/** The same after the file or program that it is about, for a sentence that names none. */
export function placeWords(error: unknown): string {
  const {path} = error instanceof Error ? (error as NodeJS.ErrnoException) : {}
  const words = causeWords(error)
  return path === undefined || words.includes(path) ? words : `${path}: ${words}`
}

/** The bare words; undefined for a code that is not known. */
export const codeWords = (code: string): Phrase | undefined =>
  Object.hasOwn(words, code) ? words[code] : undefined
