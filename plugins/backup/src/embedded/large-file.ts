import {createHash} from 'node:crypto'
import {readSync} from 'node:fs'
import type {FrameWriter} from './frame-writer.ts'
import {reasonOf} from './reason.ts'

/** `wrong`: why it could not be read to its end; '' where it had shrunk. */
type Streamed = {readonly sha256: string; readonly wrong: string | undefined}

/** Puts `size` bytes of a file: one that has shrunk, or cannot be read, is filled up with zeros, and one that has grown is cut. */
export async function streamFile(
  writer: FrameWriter,
  fd: number,
  size: number,
  step: (bytes: number) => void,
): Promise<Streamed> {
  const digest = createHash('sha256')
  let wrong: string | undefined
  for (let at = 0; at < size;) {
    const room = writer.room().subarray(0, size - at)
    let read = 0
    try {
      if (wrong === undefined) read = readSync(fd, room, 0, room.length, at)
      if (read === 0) wrong ??= ''
    } catch (error) {
      wrong = reasonOf(error)
    }
    const got = read > 0 ? read : room.fill(0).length
    digest.update(room.subarray(0, got))
    at += got
    step(got)
    await writer.filled(got)
  }
  return {sha256: digest.digest('hex'), wrong}
}
