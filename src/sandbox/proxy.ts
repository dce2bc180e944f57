import type {ChildProcess} from 'node:child_process'
import {createServer, type IncomingMessage, type Server} from 'node:http'
import type {Server as Listener, Socket} from 'node:net'
import type {Duplex} from 'node:stream'
import {allowList} from './allow-list.ts'
import {forward} from './forward.ts'
import {tunnel} from './tunnel.ts'

export type Proxy = {
  /** What the allow-list refused so far, each once: `host:port (reason)`. */
  readonly refused: readonly string[]
  close(): void
}

const mostRefused = 100
const longestRefused = 300
const mostConnections = 256
const idleMs = 120_000

/** Serves `child`'s way to the network: what it connects to is held against `grants`, and resolved here. */
export function serve(child: ChildProcess, grants: readonly string[]): Proxy {
  const refused = new Set<string>()
  const server = proxyFor(
    grants,
    (text) => void (refused.size < mostRefused && refused.add(text.slice(0, longestRefused))),
  )
  const open = takeListener(child, server)
  return {
    get refused() {
      return [...refused]
    },
    close() {
      for (const one of open) one()
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A proxy that lets through what `grants` say. Nothing that either side sends makes it throw. */
export function proxyFor(grants: readonly string[], refuse: (text: string) => void): Server {
  const list = allowList(grants)
  const server = createServer(
    {maxHeaderSize: 16_384},
    (asked, answer) => void forward(list, refuse, asked, answer),
  )
  server.on('error', () => {})
  server.on(
    'connect',
    (asked: IncomingMessage, socket: Duplex, head: Buffer) => void tunnel(list, refuse, asked, socket, head),
  )
  return server
}

/**
 * One listener, from before the plugin runs; then the channel is closed, since what came after could be the plugin's.
 * Gives what is to be called in the end.
 */
function takeListener(child: ChildProcess, server: Server): ReadonlySet<() => void> {
  const open = new Set<() => void>()
  child.once('message', (_word, handed) => {
    child.disconnect()
    if (handed === undefined) return
    const listener = handed as Listener
    listener.maxConnections = mostConnections
    open.add(() => listener.close())
    listener.on('error', () => {})
    listener.on('connection', (socket: Socket) => {
      const close = () => socket.destroy()
      open.add(close)
      socket.on('error', close)
      socket.once('close', () => open.delete(close))
      socket.setTimeout(idleMs, close)
      server.emit('connection', socket)
    })
  })
  return open
}
