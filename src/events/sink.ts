import {closeSync, constants, createReadStream, fstatSync, openSync, writeSync} from 'node:fs'
import {dirname} from 'node:path'
import {linesOf} from './lines-of.ts'
import {makeFolders} from './make-folders.ts'

/** A place outside the journal that lines are appended to and, as far as it can help it, never taken away from. */
export type Sink = {
  /** For people: a path, or `the system's journal`. */
  readonly name: string
  /** Costs a process each time, so it is written to less often. */
  readonly dear: boolean
  /** Appends one line; whole lines only, whoever writes at the same time. Throws where it cannot. */
  write(line: string): void
  /** All lines, oldest first; none where nothing was written yet. Throws where it cannot be read. */
  lines(): AsyncIterable<string>
}

/**
 * A file (0600) that is only ever opened to append. Not synced: a head lost with the power makes nothing false, the next
 * one covers its events too.
 */
export function fileSink(file: string): Sink {
  return {
    name: file,
    dear: false,
    write: (line) => append(file, `${line}\n`),
    lines: () => lines(file),
  }
}

function append(file: string, text: string): void {
  const fd = openForAppend(file)
  try {
    if (!fstatSync(fd).isFile()) throw new Error(`${file} is not a plain file`)
    writeSync(fd, text)
  } finally {
    closeSync(fd)
  }
}

function openForAppend(file: string): number {
  const {O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK} = constants
  const open = () => openSync(file, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600)
  try {
    return open()
  } catch (error) {
    if (!missing(error)) throw error
    makeFolders(dirname(file))
    return open()
  }
}

async function* lines(file: string): AsyncGenerator<string, void> {
  try {
    yield* linesOf(createReadStream(file, 'utf8'))
  } catch (error) {
    if (!missing(error)) throw error
  }
}

const missing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'
