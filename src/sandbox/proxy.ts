import type {ChildProcess} from 'node:child_process'
import {createServer, request, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import {connect, type Server as Listener, type Socket} from 'node:net'
import type {Duplex} from 'node:stream'
import {allowList, type AllowList} from './allow-list.ts'

export type Proxy = {
  /** What the allow-list refused so far, each once: `host:port (reason)`. */
  readonly refused: readonly string[]
  close(): void
}

const mostRefused = 100
const mostConnections = 256
const idleMs = 120_000

/** Serves `child`'s way to the network: what it connects to is held against `grants`, and resolved here. */
export function serve(child: ChildProcess, grants: readonly string[]): Proxy {
  const refused = new Set<string>()
  const refuse = (text: string) => void (refused.size < mostRefused && refused.add(text))
  const list = allowList(grants)
  const server = createServer(
    {maxHeaderSize: 16_384},
    (asked, answer) => void forward(list, refuse, asked, answer),
  )
  server.on(
    'connect',
    (asked: IncomingMessage, socket: Duplex, head: Buffer) => void tunnel(list, refuse, asked, socket, head),
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

/**
 * One listener, from before the plugin runs; then the channel is closed, since what came after could be the plugin's.
 * Gives what is to be called in the end.
 */
function takeListener(child: ChildProcess, server: Server): ReadonlySet<() => void> {
  const open = new Set<() => void>()
  child.once('message', (_word, handed) => {
    child.disconnect()
    const listener = handed as Listener
    listener.maxConnections = mostConnections
    open.add(() => listener.close())
    listener.on('connection', (socket: Socket) => {
      const close = () => socket.destroy()
      open.add(close)
      socket.once('close', () => open.delete(close))
      socket.setTimeout(idleMs, close)
      server.emit('connection', socket)
    })
  })
  return open
}

async function tunnel(
  list: AllowList,
  refuse: (text: string) => void,
  asked: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  socket.on('error', () => {})
  const target = targetOf(asked.url ?? '')
  const way = target ? await list.lookup(target) : {reason: 'not a host and port'}
  if ('reason' in way) {
    refuse(`${asked.url} (${way.reason})`)
    socket.end(`HTTP/1.1 403 Forbidden\r\nX-Parrot-Refused: ${way.reason}\r\nContent-Length: 0\r\n\r\n`)
    return
  }
  const upstream = connect(way, () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    upstream.write(head)
    upstream.pipe(socket).pipe(upstream)
  })
  upstream.setTimeout(idleMs, () => upstream.destroy())
  upstream.on('error', () => socket.destroy())
  upstream.on('close', () => socket.destroy())
  socket.on('close', () => upstream.destroy())
}

async function forward(
  list: AllowList,
  refuse: (text: string) => void,
  asked: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  const url = URL.parse(asked.url ?? '')
  const port = Number(url?.port || 80)
  const target = url?.protocol === 'http:' ? {host: url.hostname, port} : undefined
  const way = target ? await list.lookup(target) : {reason: 'not a plain http address'}
  if (url === null || 'reason' in way) {
    const reason = 'reason' in way ? way.reason : ''
    refuse(`${url === null ? asked.url : `${url.hostname}:${port}`} (${reason})`)
    answer
      .writeHead(403, {'content-type': 'text/plain', 'x-parrot-refused': reason})
      .end(`Parrot: ${reason}\n`)
    return
  }
  const {'proxy-connection': _connection, 'proxy-authorization': _authorization, ...headers} = asked.headers
  const path = `${url.pathname}${url.search}`
  const onward = request(
    {...way, method: asked.method, path, headers: {...headers, host: url.host}},
    (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(answer)
    },
  )
  onward.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()))
  answer.on('close', () => onward.destroy())
  asked.pipe(onward)
}

/** `host:port`, or `[address]:port`. */
function targetOf(text: string): {host: string; port: number} | undefined {
  const [, host, port] = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(text) ?? []
  return host === undefined ? undefined : {host, port: Number(port)}
}
