import type {Socket} from 'node:net'
import {lines} from './lines.ts'
import type {Progress} from './sandbox.ts'

const longestLine = 8192
const longestMessage = 500
const mostMessages = 10_000

/** Calls `tell` for each line of descriptor 3 that is progress; what is not, or too long, or too much, is passed over. */
export function followProgress(stream: Socket, tell: (progress: Progress) => void): void {
  let left = mostMessages
  const cut = lines(longestLine, (line) => {
    const progress = left > 0 ? progressIn(line) : undefined
    if (progress === undefined) return
    left -= 1
    tell(progress)
  })
  stream.on('data', (chunk: Buffer) => cut.take(chunk))
}

function progressIn(line: string): Progress | undefined {
  let said: unknown
  try {
    said = JSON.parse(line)
  } catch {
    return undefined
  }
  if (typeof said !== 'object' || said === null) return undefined
  const {progress, message} = said as {progress?: unknown; message?: unknown}
  if (typeof progress !== 'number' || !(progress >= 0 && progress <= 1)) return undefined
  return {progress, ...(typeof message === 'string' && {message: message.slice(0, longestMessage)})}
}
