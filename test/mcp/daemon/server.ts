import {readFileSync} from 'node:fs'
import {request} from 'node:http'
import {connect, type Socket} from 'node:net'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {text} from 'node:stream/consumers'
import {setTimeout as delay} from 'node:timers/promises'
import {expect, onTestFinished} from 'vitest'
import {parrot} from '../../terminal/program.ts'
import type {Era, Message} from '../client.ts'

type Json = Readonly<Record<string, unknown>>
type Said = {
  readonly outcome: string
  readonly output: Json
  readonly problems: readonly {readonly code: string}[]
}

/** A home whose server is ended with the test, whatever became of it. */
export function serverOf(home: string, more: Readonly<Record<string, string>> = {}) {
  const run = join(home, 'state/run')
  const pid = () => Number(readFileSync(join(run, 'mcp.pid'), 'utf8'))
  const own = (...args: readonly string[]): Said & {readonly status: number | null} => {
    const {status, stdout, stderr} = parrot(home, [...args, '--json'], more)
    try {
      return {...(JSON.parse(stdout) as Said), status}
    } catch {
      throw new Error(`${args.join(' ')}: ${status} ${stdout} ${stderr}`)
    }
  }
  const command = (...args: readonly string[]) => own('server', ...args)
  onTestFinished(() => {
    command('stop', '--now')
  })
  return {
    run,
    socket: join(run, 'mcp.sock'),
    http: join(run, 'http.sock'),
    pid,
    /** Any other command of Parrot's in the same home. */
    own,
    command,
    start: () => {
      const started = command('start')
      expect(started).toMatchObject({status: 0, output: {state: 'running'}})
      return started
    },
    status: () => command('status').output,
    kill: async (signal: NodeJS.Signals) => {
      const gone = pid()
      process.kill(gone, signal)
      const tries = signal === 'SIGKILL' ? 200 : 0
      for (let at = 0; at < tries && lives(gone); at++) await delay(20)
      return gone
    },
  }
}

/** A zombie does not. */
export function lives(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** A client on the Unix socket that speaks JSON-RPC by hand. */
export class SocketClient {
  readonly socket: Socket
  readonly heard: Message[] = []
  closed = false
  readonly era: Era
  #id = 100
  readonly #looking = new Set<() => void>()

  constructor(path: string, era: Era = '2026-07-28') {
    this.era = era
    this.socket = connect({path})
    this.socket.on('error', () => {})
    this.socket.on('close', () => {
      this.closed = true
      for (const look of this.#looking) look()
    })
    onTestFinished(() => void this.socket.destroy())
  }

  listen(): this {
    createInterface({input: this.socket}).on('line', (line) => {
      this.heard.push(JSON.parse(line) as Message)
      for (const look of this.#looking) look()
    })
    return this
  }

  async open(key?: string): Promise<this> {
    this.listen()
    if (key !== undefined) this.socket.write(`Authorization: Bearer ${key}\n`)
    if (this.era === '2026-07-28') await this.request('server/discover')
    else {
      const clientInfo = {name: 'test', version: '1'}
      await this.request('initialize', {protocolVersion: this.era, capabilities: {}, clientInfo})
      this.send({method: 'notifications/initialized'})
    }
    return this
  }

  send(message: Json): void {
    this.socket.write(`${JSON.stringify({jsonrpc: '2.0', ...message})}\n`)
  }

  ask(method: string, params: Json = {}): number {
    const id = this.#id++
    const own = {
      'io.modelcontextprotocol/protocolVersion': this.era,
      'io.modelcontextprotocol/clientInfo': {name: 'test', version: '1'},
      'io.modelcontextprotocol/clientCapabilities': {},
    }
    const meta = this.era === '2026-07-28' ? {_meta: {...own, ...(params['_meta'] as object)}} : {}
    this.send({id, method, params: {...params, ...meta}})
    return id
  }

  answerTo(id: number): Promise<Message> {
    return this.until((message) => message.id === id)
  }

  request(method: string, params: Json = {}): Promise<Message> {
    return this.answerTo(this.ask(method, params))
  }

  call(name: string, given: Json = {}): Promise<Message> {
    return this.request('tools/call', {name, arguments: given})
  }

  /** Rejects where the connection ends first. */
  until(fits: (message: Message) => boolean): Promise<Message> {
    const {promise, resolve, reject} = Promise.withResolvers<Message>()
    const look = () => {
      const found = this.heard.find(fits)
      if (found === undefined && !this.closed) return
      this.#looking.delete(look)
      if (found === undefined) reject(new Error('the connection ended'))
      else resolve(found)
    }
    this.#looking.add(look)
    look()
    return promise
  }

  async ended(): Promise<void> {
    if (this.closed) return
    const {promise, resolve} = Promise.withResolvers<void>()
    this.socket.once('close', () => resolve())
    return promise
  }
}

/** A request over the HTTP socket, with a key or without. */
export async function post(
  socketPath: string,
  method: string,
  params: Json = {},
  key?: string,
  signal?: AbortSignal,
) {
  const asked = request({
    socketPath,
    path: '/mcp',
    method: 'POST',
    headers: {
      host: 'localhost',
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(key !== undefined && {authorization: `Bearer ${key}`}),
    },
    ...(signal && {signal}),
  })
  const {promise, resolve, reject} = Promise.withResolvers<{status: number; body: string}>()
  asked.once('error', reject)
  asked.once('response', (answer) => {
    text(answer).then((body) => resolve({status: answer.statusCode ?? 0, body}), reject)
  })
  asked.end(JSON.stringify({jsonrpc: '2.0', id: 1, method, params}))
  return promise
}
