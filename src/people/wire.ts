import {once} from 'node:events'
import type {Socket} from 'node:net'
import type {ServerSays} from './messages.ts'

/** Bytes that may wait for a client before what only accompanies a call is left out. */
const mostUnread = 1024 ** 2
/** How long somebody may take to read what waits for them. Milliseconds. */
const patienceMs = 60_000
const itemsAtOnce = 200

/** What the server says to one client. */
export type Wire = {
  readonly say: (message: ServerSays) => void
  /** The same for what may be left out, where the client does not read. */
  readonly mention: (message: ServerSays) => void
  /** The same, and waits until the client has read most of it. Rejects where it does not read, or is gone. */
  readonly deliver: (message: ServerSays) => Promise<void>
}

export function wireTo(socket: Socket): Wire {
  const say = (message: ServerSays) => {
    if (socket.writable) socket.write(`${JSON.stringify(message)}\n`)
  }
  const mention = (message: ServerSays) => {
    if (socket.writableLength < mostUnread) say(message)
  }
  const deliver = async (message: ServerSays) => {
    say(message)
    if (!socket.writable) throw new Error('gone')
    if (!socket.writableNeedDrain) return
    const waiting = new AbortController()
    const close = () => waiting.abort()
    const late = setTimeout(close, patienceMs)
    socket.once('close', close)
    try {
      await once(socket, 'drain', {signal: waiting.signal})
    } finally {
      clearTimeout(late)
      socket.off('close', close)
    }
  }
  return {say, mention, deliver}
}

/** Sends a result. What of it can be walked once goes ahead, some at a time, so that a long one is nowhere whole on this side. */
export async function deliverResult(wire: Wire, result: Extract<ServerSays, {result: unknown}>['result']) {
  const {output} = result
  if (!isPlain(output)) return wire.deliver({result, lists: []})
  const lists = Object.entries(output).filter(([, value]) => isWalked(value))
  for (const [more, value] of lists) {
    for (const items of some(value as Iterable<unknown>)) await wire.deliver({more, items})
  }
  const names = lists.map(([name]) => name)
  const rest = Object.fromEntries(Object.entries(output).filter(([name]) => !names.includes(name)))
  return wire.deliver({result: {...result, output: rest}, lists: names})
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isWalked = (value: unknown) => isPlain(value) && Symbol.iterator in value

function* some(walked: Iterable<unknown>): Generator<unknown[]> {
  let items: unknown[] = []
  for (const item of walked) {
    items.push(item)
    if (items.length < itemsAtOnce) continue
    yield items
    items = []
  }
  if (items.length > 0) yield items
}
