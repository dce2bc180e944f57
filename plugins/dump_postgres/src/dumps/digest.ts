import {createHash} from 'node:crypto'
import {closeSync, constants, fstatSync, openSync, readFileSync, readSync} from 'node:fs'
import {join} from 'node:path'

const piece = 1024 ** 2

/** The sha256 of a file's every byte, read from the disk. `between` is called after each MiB; what it throws ends the reading. */
export function digestOf(path: string, between: () => void = () => {}): string {
  const fd = openRegular(path)
  try {
    const hash = createHash('sha256')
    const buffer = Buffer.allocUnsafe(piece)
    for (let at = 0, read = 1; read > 0; at += read) {
      read = readSync(fd, buffer, 0, piece, at)
      hash.update(buffer.subarray(0, read))
      between()
    }
    return hash.digest('hex')
  } finally {
    closeSync(fd)
  }
}

/** The digest that was written beside a dump; undefined where there is none. */
export function digestBeside(dir: string, file: string): string | undefined {
  try {
    const fd = openRegular(join(dir, `${file}.sha256`))
    try {
      return /^[0-9a-f]{64}(?= )/.exec(readFileSync(fd, 'utf8'))?.[0]
    } finally {
      closeSync(fd)
    }
  } catch {
    return undefined
  }
}

/** A link is never followed, and a pipe never waited for. */
export function openRegular(path: string): number {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  if (fstatSync(fd).isFile()) return fd
  closeSync(fd)
  throw new Error('it is no file')
}
