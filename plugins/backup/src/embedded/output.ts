import {writeSync, writev} from 'node:fs'
import {promisify} from 'node:util'

/** Where an archive is written to, from its beginning to its end. */
export type Output = {
  readonly write: (parts: readonly Buffer[]) => Promise<void>
  /** The same at once. */
  readonly append: (bytes: Buffer) => void
  /** Nothing comes after. A digest of what was written, where its name is to hold one. */
  readonly end: () => string | undefined
}

const writeSome = promisify(writev)

export function plainOutput(fd: number): Output {
  return {
    write: (parts) => writeParts(fd, parts),
    append: (bytes) => append(fd, bytes),
    end: () => undefined,
  }
}

export async function writeParts(fd: number, parts: readonly Buffer[]): Promise<void> {
  let {bytesWritten} = await writeSome(fd, parts)
  for (const part of parts) {
    if (bytesWritten < part.length) append(fd, part.subarray(bytesWritten))
    bytesWritten = Math.max(0, bytesWritten - part.length)
  }
}

/** Writes all of it, after what is there. */
export function append(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at)
}
