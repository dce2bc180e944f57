import {spawn, type ChildProcessWithoutNullStreams} from 'node:child_process'
import {createInterface} from 'node:readline'
import {onTestFinished} from 'vitest'
import {ended} from './ended.ts'
import {bin, environment} from '../terminal/program.ts'

export type Era = '2025-11-25' | '2026-07-28'
export const eras: readonly Era[] = ['2025-11-25', '2026-07-28']

type Json = Readonly<Record<string, unknown>>
export type Message = {
  readonly jsonrpc: string
  readonly id?: number
  readonly method?: string
  readonly params?: Json
  readonly result?: Json
  readonly error?: {readonly code: number; readonly message: string}
}

/** A client that speaks JSON-RPC by hand with the built program, as a real one starts it. */
export class Client {
  readonly child: ChildProcessWithoutNullStreams
  /** Every message so far, in order. */
  readonly heard: Message[] = []
  stderr = ''
  readonly era: Era
  #id = 100
  readonly #listening = new Set<() => void>()

  constructor(
    home: string,
    era: Era,
    more: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
  ) {
    this.era = era
    this.child = spawn(process.execPath, [bin, 'mcp', ...args], {env: environment(home, more), cwd: home})
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text))
    this.child.stdin.on('error', () => {})
    this.child.setMaxListeners(0)
    onTestFinished(() => ended(this.child))
  }

  /** From here on what the program writes is read; a line that is no JSON fails whoever waits. */
  listen(): this {
    createInterface({input: this.child.stdout}).on('line', (line) => {
      this.heard.push(JSON.parse(line) as Message)
      for (const look of this.#listening) look()
    })
    return this
  }

  write(text: string | Buffer): void {
    this.child.stdin.write(text)
  }

  send(message: Json): void {
    this.write(`${JSON.stringify({jsonrpc: '2.0', ...message})}\n`)
  }

  /** Sends a request as its era has it and says its id. */
  ask(method: string, params: Json = {}): number {
    const id = this.#id++
    this.send({id, method, params: this.#withEnvelope(params)})
    return id
  }

  async request(method: string, params: Json = {}): Promise<Message> {
    const id = this.ask(method, params)
    return this.until((message) => message.id === id)
  }

  call(name: string, given: Json = {}, meta: Json = {}): Promise<Message> {
    return this.request('tools/call', {name, arguments: given, _meta: meta})
  }

  /** The first message that fits, from all that were heard and will be. */
  until(fits: (message: Message) => boolean): Promise<Message> {
    const {promise, resolve, reject} = Promise.withResolvers<Message>()
    const look = () => {
      const found = this.heard.find(fits)
      if (found === undefined) return
      this.#listening.delete(look)
      resolve(found)
    }
    this.#listening.add(look)
    this.child.once('exit', (code, signal) =>
      reject(new Error(`it ended: ${code ?? signal}; ${this.stderr}`)),
    )
    look()
    return promise
  }

  /** The opening of its era. */
  async open(): Promise<this> {
    this.listen()
    if (this.era === '2026-07-28') await this.request('server/discover')
    else {
      const clientInfo = {name: 'test', version: '1'}
      await this.request('initialize', {protocolVersion: this.era, capabilities: {}, clientInfo})
      this.send({method: 'notifications/initialized'})
    }
    return this
  }

  async exit(): Promise<{code: number | null; signal: string | null}> {
    const {exitCode, signalCode} = this.child
    if (exitCode !== null || signalCode !== null) return {code: exitCode, signal: signalCode}
    const {promise, resolve} = Promise.withResolvers<{code: number | null; signal: string | null}>()
    this.child.once('exit', (code, signal) => resolve({code, signal}))
    return promise
  }

  /** Leaves as the protocol has it: closes stdin and waits. */
  async leave() {
    this.child.stdin.end()
    return this.exit()
  }

  #withEnvelope(params: Json): Json {
    const {_meta: own} = this.envelope()
    const {_meta: more} = params as {readonly _meta?: Json}
    return own === undefined ? params : {...params, _meta: {...own, ...more}}
  }

  /** What every request of 2026 says of its client. */
  envelope(): {readonly _meta?: Json} {
    if (this.era !== '2026-07-28') return {}
    const own = {
      'io.modelcontextprotocol/protocolVersion': this.era,
      'io.modelcontextprotocol/clientInfo': {name: 'test', version: '1'},
      'io.modelcontextprotocol/clientCapabilities': {},
    }
    return {_meta: own}
  }
}

export function connect(home: string, era: Era): Promise<Client> {
  return new Client(home, era).open()
}

type Result = {
  readonly isError?: boolean
  readonly structuredContent?: Json
  readonly content: readonly {readonly type: string; readonly text?: string; readonly uri?: string}[]
  readonly _meta: Json
}

/** What came of a call. */
export function resultOf({result, error}: Message): Result {
  if (result === undefined) throw new Error(`an error: ${JSON.stringify(error)}`)
  return result as unknown as Result
}

/** What Parrot says of it besides: call, outcome, sandbox. */
export const metaOf = ({_meta: meta}: Result) => meta

export const textOf = (message: Message) =>
  resultOf(message)
    .content.map(({text = ''}) => text)
    .join('\n')
