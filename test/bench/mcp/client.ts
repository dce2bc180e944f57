import {Agent, request, type IncomingHttpHeaders} from 'node:http'
import {createInterface} from 'node:readline'
import type {Readable, Writable} from 'node:stream'
import {text} from 'node:stream/consumers'

type Answer = {
  readonly id?: number
  readonly result?: {readonly tools?: readonly unknown[]; readonly isError?: boolean}
  readonly error?: unknown
}
export type Ask = (method: string, params?: object) => Promise<Answer>

const opening = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: {name: 'bench', version: '1'},
}

/** Speaks with a server a message a line, and has said hello. */
export async function byLines(input: Readable, output: Writable): Promise<Ask> {
  const waiting = new Map<number, (answer: Answer) => void>()
  createInterface({input}).on('line', (line) => {
    const answer = JSON.parse(line) as Answer
    if (answer.id === undefined) return
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  let id = 0
  const say = (message: object) => output.write(`${JSON.stringify({jsonrpc: '2.0', ...message})}\n`)
  const ask: Ask = (method, params = {}) => {
    const {promise, resolve} = Promise.withResolvers<Answer>()
    waiting.set(++id, resolve)
    say({id, method, params})
    return promise
  }
  await ask('initialize', opening)
  say({method: 'notifications/initialized'})
  return ask
}

/** The same over Streamable HTTP, with the session that the server gives, if it gives one. */
export async function byHttp(url: URL, key?: string): Promise<Ask> {
  // Servers close connections that nothing comes over after five seconds; what is sent just then is lost.
  const agent = new Agent({keepAlive: true, maxSockets: 32, timeout: 2000})
  const fixed: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2025-11-25',
    ...(key !== undefined && {authorization: `Bearer ${key}`}),
  }
  let id = 0
  const post = async (message: object) => {
    const {promise, resolve, reject} = Promise.withResolvers<{headers: IncomingHttpHeaders; body: string}>()
    const asked = request(url, {method: 'POST', agent, headers: fixed}, (answer) => {
      text(answer).then((body) => resolve({headers: answer.headers, body}), reject)
    })
    asked.on('error', reject)
    asked.end(JSON.stringify({jsonrpc: '2.0', ...message}))
    return promise
  }
  const ask = async (method: string, params: object = {}) => {
    const {headers, body} = await post({id: ++id, method, params})
    const session = headers['mcp-session-id']
    if (typeof session === 'string') fixed['mcp-session-id'] = session
    const line = body.split('\n').findLast((one) => one.startsWith('data: '))
    return JSON.parse(line?.slice('data: '.length) ?? body) as Answer
  }
  await ask('initialize', opening)
  await post({method: 'notifications/initialized'})
  return ask
}
