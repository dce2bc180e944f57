import type {IncomingMessage} from 'node:http'
import {connect} from 'node:net'
import type {Duplex} from 'node:stream'
import type {AllowList} from './allow-list.ts'

const idleMs = 120_000

/**
 * Connects `socket` with the `host:port` that it asked for, where the allow-list lets it. A socket of this machine is asked for by
 * its path, percent-encoded, with port 0. Never rejects.
 */
export async function tunnel(
  list: AllowList,
  refuse: (text: string) => void,
  asked: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  socket.on('error', () => {})
  try {
    await join(list, refuse, asked.url ?? '', socket, head)
  } catch {
    socket.destroy()
  }
}

async function join(
  list: AllowList,
  refuse: (text: string) => void,
  asked: string,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  const path = pathOf(asked)
  const way = path === undefined ? await wayTo(list, asked) : list.socket(path)
  if ('reason' in way) {
    refuse(`${path ?? asked} (${way.reason})`)
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
  upstream.on('close', () => {
    socket.destroy()
    if ('release' in way) way.release()
  })
  socket.on('close', () => upstream.destroy())
}

async function wayTo(list: AllowList, asked: string): ReturnType<AllowList['lookup']> {
  const target = targetOf(asked)
  return target ? await list.lookup(target) : {reason: 'not a host and port'}
}

function pathOf(asked: string): string | undefined {
  try {
    return asked.startsWith('%2F') && asked.endsWith(':0')
      ? decodeURIComponent(asked.slice(0, -2))
      : undefined
  } catch {
    return undefined
  }
}

/** `host:port`, or `[address]:port`. */
function targetOf(text: string): {host: string; port: number} | undefined {
  const [, host, port] = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(text) ?? []
  return host === undefined ? undefined : {host, port: Number(port)}
}
