import {request, type IncomingMessage, type ServerResponse} from 'node:http'
import type {Gate} from './allow-list.ts'

/** Answers a request for a whole `http://` address: sends it on once the host and port are allowed. */
export async function forward(gate: Gate, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const url = URL.parse(asked.url ?? '')
  if (url?.protocol !== 'http:') return refuse(gate, answer, asked.url ?? '', 'not a plain http address')
  const port = Number(url.port || 80)
  const way = await gate.list.lookup({host: url.hostname, port})
  if ('reason' in way) return refuse(gate, answer, `${url.hostname}:${port}`, way.reason)

  const {'proxy-connection': _connection, 'proxy-authorization': _authorization, ...headers} = asked.headers
  const {method} = asked
  const path = `${url.pathname}${url.search}`
  const onward = request({...way, method, path, headers: {...headers, host: url.host}}, (reply) => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers)
    reply.pipe(answer)
  })
  onward.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()))
  answer.on('close', () => onward.destroy())
  asked.pipe(onward)
}

function refuse(gate: Gate, answer: ServerResponse, target: string, reason: string): void {
  gate.refuse(target, reason)
  answer.writeHead(403, {'content-type': 'text/plain', 'x-parrot-refused': reason}).end(`Parrot: ${reason}\n`)
}
