import {readFileSync} from 'node:fs'
import type {Run} from './runs.ts'
import type {ServerPlace} from './server.ts'

/** What the facts are read from. */
export type Machine = {
  /** Stands before every path that is read: empty for the machine itself. */
  readonly root: string
  /** Where programs are looked for; never the caller's own PATH. */
  readonly path: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly runs: (signal: AbortSignal) => Promise<readonly Run[]>
  /** Where Parrot's server leaves its traces; null where none is installed. */
  readonly server: ServerPlace | null
}

/**
 * The text of a small file that the kernel or the system keeps; in `latin1` one character a byte. Bytes that are no UTF-8
 * become U+FFFD. Throws the error of the file system.
 */
export function read(
  {root}: Pick<Machine, 'root'>,
  file: string,
  encoding: 'utf8' | 'latin1' = 'utf8',
): string {
  return readFileSync(root + file, encoding)
}

/** As `read`, but undefined where there is no such file. */
export function readIfThere(...file: Parameters<typeof read>): string | undefined {
  try {
    return read(...file)
  } catch (cause) {
    if (isMissing(cause)) return undefined
    throw cause
  }
}

/** The groups of `pattern` in `text`; throws an error naming `file` where it does not match. */
export function groups(text: string, pattern: RegExp, file: string): string[] {
  const found = pattern.exec(text)
  if (!found) throw new Error(`${file} does not read as expected`)
  return found.slice(1)
}

/** What stands in `latin1`, one character a byte, as the people who wrote it meant it. */
export function decode(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8')
}

/** Is this the error of a file, a folder or a process that is not there? */
export function isMissing(cause: unknown): boolean {
  return isCode(cause, 'ENOENT', 'ENOTDIR', 'ESRCH')
}

/** Is this an error of the operating system with one of these codes? */
export function isCode(cause: unknown, ...codes: readonly string[]): boolean {
  return cause instanceof Error && 'code' in cause && codes.includes(String(cause.code))
}
