import {request, type ClientRequest, type IncomingMessage, type ServerResponse} from 'node:http'
import {pipeline} from 'node:stream'
import type {AllowList} from './allow-list.ts'
import {endToEnd} from './hop-by-hop.ts'

/**
 * Passes a plain request on where the allow-list lets it, and the reply back. Whatever a plugin or a server says, the
 * answer is theirs, a 403, a 502 or a closed connection: it never rejects.
 */
export async function forward(
  list: AllowList,
  refuse: (text: string) => void,
  asked: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  asked.on('error', () => answer.destroy())
  answer.on('error', () => asked.destroy())
  try {
    await passOn(list, refuse, asked, answer)
  } catch {
    fail(answer)
  }
}

async function passOn(
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
  const path = `${url.pathname}${url.search}`
  const chunked = asked.headers['transfer-encoding'] === undefined ? {} : {'transfer-encoding': 'chunked'}
  const headers = {...endToEnd(asked.headers), ...chunked, host: url.host}
  // A connection of its own: what one plugin has said on it is not in the way of another.
  const onward = request({...way, method: asked.method, path, headers, agent: false})
  onward.on('response', (reply) => passBack(reply, answer, onward))
  onward.on('error', () => fail(answer))
  // One that ends without a response, as after a change of protocol.
  onward.on('close', () => answer.headersSent || fail(answer))
  answer.on('close', () => onward.destroy())
  asked.pipe(onward)
}

function passBack(reply: IncomingMessage, answer: ServerResponse, onward: ClientRequest): void {
  reply.on('error', () => answer.destroy())
  try {
    answer.writeHead(reply.statusCode ?? 502, endToEnd(reply.headers))
    pipeline(reply, answer, () => {})
  } catch {
    onward.destroy()
    fail(answer)
  }
}

function fail(answer: ServerResponse): void {
  if (answer.headersSent) answer.destroy()
  else answer.writeHead(502).end()
}
