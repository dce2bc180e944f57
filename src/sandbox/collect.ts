import type {Socket} from 'node:net'

export type Collected = {text(): string; readonly closed: Promise<void>}

/** Keeps what comes from `stream` up to `limit` bytes and lets the rest run past. `over` is called once, when that begins. */
export function collect(
  stream: Socket,
  limit: number,
  over: () => void,
  kept?: (chunk: Buffer) => void,
): Collected {
  const chunks: Buffer[] = []
  let room = limit
  let full = false
  stream.on('data', (chunk: Buffer) => {
    if (full) return
    const part = chunk.subarray(0, room)
    room -= part.length
    chunks.push(part)
    kept?.(part)
    if (part.length === chunk.length) return
    full = true
    over()
  })
  return {text: () => Buffer.concat(chunks).toString('utf8'), closed: closeOf(stream)}
}

export function closeOf(stream: Socket): Promise<void> {
  return new Promise((resolve) => {
    stream.once('close', () => resolve())
  })
}
