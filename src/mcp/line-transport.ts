import type {Readable, Writable} from 'node:stream'
import {
  serializeMessage,
  type JSONRPCMessage,
  type RequestId,
  type Transport,
} from '@modelcontextprotocol/server'
import {problem, says, type Problem} from '../text/problem.ts'
import {messageIn} from './message.ts'
import {wholeLines, type LineCutter} from '../host/whole-lines.ts'

/** Bytes that wait to be read by a client before nothing more is read from it. */
const mostUnread = 1024 ** 2
const wrong = -32_600

export type Streams = {
  readonly input: Readable
  readonly output: Writable
  /** Bytes of the longest line that is read. */
  readonly longest: number
}

/**
 * JSON-RPC, a message a line, over two streams of bytes: stdin and stdout, or a socket. What is no message is answered and
 * passed over; a client that does not read is not read from; `gone` is told once that it has left.
 */
export class LineTransport implements Transport {
  onclose?: () => void
  onerror?: (error: Error) => void
  onmessage?: (message: JSONRPCMessage) => void

  readonly #input: Readable
  readonly #output: Writable
  readonly #gone: () => void
  readonly #lines: LineCutter
  readonly #running = new Set<RequestId>()
  #closed = false

  constructor({input, output, longest}: Streams, gone: () => void) {
    this.#gone = gone
    this.#input = input
    this.#output = output
    this.#lines = wholeLines(() => longest, {
      line: (text) => this.#take(text),
      tooLong: () => this.#passOver(wrong, problem('mcp_line_long', {most: longest})),
    })
  }

  async start(): Promise<void> {
    this.#input.on('data', (chunk: Buffer) => this.#lines.take(chunk))
    for (const name of ['end', 'close', 'error'] as const) this.#input.on(name, () => void this.close())
    for (const name of ['close', 'error'] as const) this.#output.on(name, () => void this.close())
    this.#output.on('drain', () => this.#input.resume())
  }

  async send(message: JSONRPCMessage): Promise<void> {
    if ('id' in message && message.id !== undefined && !('method' in message))
      this.#running.delete(message.id)
    this.#write(serializeMessage(message))
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#input.pause()
    this.onclose?.()
    this.#gone()
  }

  /** Requests that have no answer yet keep their ids: what is answered to a second one of that id would be taken for theirs. */
  #take(text: string): void {
    if (this.#closed) return
    const found = messageIn(text)
    if ('problem' in found) return this.#passOver(found.code, found.problem, found.id)
    const {message} = found
    if ('method' in message && 'id' in message) {
      if (this.#running.has(message.id)) return this.#passOver(wrong, problem('mcp_id_twice'))
      this.#running.add(message.id)
    }
    if ('method' in message && message.method === 'notifications/cancelled') this.#forget(message.params)
    this.onmessage?.(message)
  }

  /** What is cancelled is never answered. */
  #forget(params: Readonly<Record<string, unknown>> = {}): void {
    this.#running.delete(params['requestId'] as RequestId)
  }

  /** The id of what could not be read is not known, so it is left out; so is one that another request waits by. */
  #passOver(code: number, about: Problem, id?: RequestId): void {
    const known = id === undefined || this.#running.has(id) ? {} : {id}
    this.#write(`${JSON.stringify({jsonrpc: '2.0', ...known, error: {code, message: says(about)}})}\n`)
  }

  #write(line: string): void {
    if (this.#closed) return
    this.#together()
    this.#output.write(oneLine(line))
    if (this.#output.writableLength > mostUnread) this.#input.pause()
  }

  /** What is answered in one turn goes out by one call of the system. */
  #together(): void {
    if (this.#output.writableCorked > 0) return
    this.#output.cork()
    process.nextTick(() => this.#output.uncork())
  }
}

/** JSON may hold these as they are, but many clients' line readers end a line at them. */
function oneLine(line: string): string {
  return line.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`)
}
