import {spawn, type ChildProcessWithoutNullStreams} from 'node:child_process'
import {once} from 'node:events'
import {request, type IncomingHttpHeaders} from 'node:http'
import {text} from 'node:stream/consumers'
import {onTestFinished} from 'vitest'
import {ended} from './ended.ts'
import {bin, environment, parrot} from '../terminal/program.ts'
import type {Era, Message} from './client.ts'

type Json = Readonly<Record<string, unknown>>
export type Answer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** The messages in it, whether it is one JSON document or a stream of events. */
  readonly messages: readonly Message[]
}

/** `parrot mcp --http` on a port of its own. */
export class HttpServer {
  readonly child: ChildProcessWithoutNullStreams
  readonly url: URL
  stdout = ''

  private constructor(child: ChildProcessWithoutNullStreams, url: URL) {
    this.child = child
    this.url = url
    child.stdout.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()))
  }

  static async start(home: string, more: Readonly<Record<string, string>> = {}): Promise<HttpServer> {
    const child = spawn(process.execPath, [bin, 'mcp', '--http', '0'], {
      env: environment(home, more),
      cwd: home,
    })
    onTestFinished(() => ended(child))
    const [line] = (await once(child.stderr, 'data')) as [Buffer]
    return new HttpServer(child, new URL(line.toString().trim()))
  }

  /** Sends these bytes with these headers. */
  async post(
    body: string,
    headers: Readonly<Record<string, string>> = {},
    signal?: AbortSignal,
  ): Promise<Answer> {
    const {port, pathname} = this.url
    const json = {'content-type': 'application/json', accept: 'application/json, text/event-stream'}
    const asked = request({
      host: '127.0.0.1',
      port,
      path: pathname,
      method: 'POST',
      headers: {...json, ...headers},
      ...(signal && {signal}),
    })
    asked.end(body)
    const [answer] = await once(asked, 'response')
    const whole = await text(answer)
    return {status: answer.statusCode, headers: answer.headers, body: whole, messages: messagesIn(whole)}
  }

  /** A request as its era has it, by who holds this key. */
  ask(key: string, era: Era, method: string, params: Json = {}, signal?: AbortSignal): Promise<Answer> {
    const authorization = `Bearer ${key}`
    if (era === '2025-11-25')
      return this.post(JSON.stringify({jsonrpc: '2.0', id: 1, method, params}), {authorization}, signal)
    const name = params['name'] ?? params['uri']
    const headers = {
      authorization,
      'mcp-protocol-version': era,
      'mcp-method': method,
      ...(typeof name === 'string' && {'mcp-name': name}),
    }
    const own = {
      'io.modelcontextprotocol/protocolVersion': era,
      'io.modelcontextprotocol/clientInfo': {name: 'test', version: '1'},
      'io.modelcontextprotocol/clientCapabilities': {},
    }
    const {_meta: more} = params as {readonly _meta?: Json}
    const whole = {jsonrpc: '2.0', id: 1, method, params: {...params, _meta: {...own, ...more}}}
    return this.post(JSON.stringify(whole), headers, signal)
  }

  async call(key: string, era: Era, name: string, given: Json = {}, meta: Json = {}): Promise<Message> {
    const {messages} = await this.ask(key, era, 'tools/call', {name, arguments: given, _meta: meta})
    return answerIn(messages)
  }

  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM')
    const [code] = (await once(this.child, 'exit')) as [number | null]
    return code
  }
}

export function answerIn(messages: readonly Message[]): Message {
  const found = messages.find(({id, error}) => id === 1 || error !== undefined)
  if (found === undefined) throw new Error(`no answer in ${JSON.stringify(messages)}`)
  return found
}

function messagesIn(body: string): Message[] {
  const lines = body.startsWith('{')
    ? [body]
    : body.split('\n').flatMap((line) => /^data: (\{.*)/.exec(line)?.[1] ?? [])
  return lines.map((line) => JSON.parse(line) as Message)
}

/** A new key of this home. */
export function keyFor(home: string, name: string, ...more: readonly string[]): string {
  const {stdout} = parrot(home, ['key', 'create', name, ...more, '--json'])
  return (JSON.parse(stdout) as {output: {key: string}}).output.key
}
