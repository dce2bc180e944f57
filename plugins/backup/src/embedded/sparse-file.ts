import {constants, ftruncateSync, openSync, writeSync} from 'node:fs'
import {inside} from './folder.ts'

const hole = Buffer.alloc(64 * 1024)
const {O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW} = constants

/** A new file in an open folder, for its owner only until it is finished. */
export function createFile(folder: number, name: string): number {
  return openSync(inside(folder, name), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
}

/** Writes a file from its beginning to its end; where it had holes, long rows of zeros are left out. */
export class SparseFile {
  readonly fd: number
  private at = 0
  private readonly sparse: boolean

  constructor(fd: number, sparse: boolean) {
    this.fd = fd
    this.sparse = sparse
  }

  write(bytes: Buffer): void {
    if (!this.sparse) return this.put(bytes)
    for (let from = 0; from < bytes.length; from += hole.length) {
      const part = bytes.subarray(from, from + hole.length)
      if (part.equals(hole.subarray(0, part.length))) this.at += part.length
      else this.put(part)
    }
  }

  /** A hole at the end is one too. */
  end(): void {
    if (this.sparse) ftruncateSync(this.fd, this.at)
  }

  private put(bytes: Buffer): void {
    for (let from = 0; from < bytes.length;) {
      const written = writeSync(this.fd, bytes, from, bytes.length - from, this.at)
      from += written
      this.at += written
    }
  }
}
