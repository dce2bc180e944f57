import type {Socket} from 'node:net'
import {lines} from './lines.ts'
import type {Progress, Watch} from './sandbox.ts'

const longestLine = 8192
const longestMessage = 500
const mostMessages = 10_000

/** Tells `watch` of each line of descriptor 3 that is progress or a change; what is neither, or too long, or too much, is passed over. */
export function followProgress(stream: Socket, watch: Pick<Watch, 'progress' | 'changed'>): void {
  let left = mostMessages
  const cut = lines(longestLine, (line) => {
    const said = left > 0 ? saidIn(line) : undefined
    if (said === undefined) return
    left -= 1
    const progress = progressIn(said)
    if (progress !== undefined) watch.progress?.(progress)
    else if (typeof said.changed === 'string') watch.changed?.(said.changed.slice(0, longestMessage))
  })
  stream.on('data', (chunk: Buffer) => cut.take(chunk))
}

type Said = {readonly progress?: unknown; readonly message?: unknown; readonly changed?: unknown}

function saidIn(line: string): Said | undefined {
  try {
    const said: unknown = JSON.parse(line)
    return typeof said === 'object' && said !== null ? said : undefined
  } catch {
    return undefined
  }
}

function progressIn({progress, message}: Said): Progress | undefined {
  if (typeof progress !== 'number' || !(progress >= 0 && progress <= 1)) return undefined
  return {progress, ...(typeof message === 'string' && {message: message.slice(0, longestMessage)})}
}
