import {fstatSync, read} from 'node:fs'
import {promisify} from 'node:util'

/** The bytes of an archive, to be read at any place. */
export type Input = {
  readonly size: number
  /** Exactly so many, in memory of their own; rejects where they are not to be had. */
  readonly read: (from: number, length: number) => Promise<Buffer>
}

const readSome = promisify(read)

/** Those of a file, as they are. Throws where it is something else than a file. */
export function plainInput(fd: number): Input {
  const stats = fstatSync(fd)
  if (!stats.isFile()) throw new Error('it is not a file')
  return {size: stats.size, read: (from, length) => readExactly(fd, from, length)}
}

async function readExactly(fd: number, from: number, length: number): Promise<Buffer> {
  const {buffer, bytesRead} = await readSome(fd, Buffer.allocUnsafeSlow(length), 0, length, from)
  if (bytesRead !== length) throw new Error('it ends too early')
  return buffer
}
