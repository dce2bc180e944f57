import type {Socket} from 'node:net'
import {plainLine} from '../text/plain.ts'
import {hasWords, problem, type Problem} from '../text/problem.ts'
import {connectTo, fault} from './machine.ts'
import {speech, type ClientSays, type Hello, type ServerSays} from './messages.ts'

/** A connection to the machine's server, which has said who we are there. */
export type Line = {
  readonly hello: Hello
  readonly say: (message: ClientSays) => void
  /** The next message, in order; undefined once there is none. */
  readonly next: () => Promise<ServerSays | undefined>
  readonly open: () => boolean
  readonly close: () => void
}

/** Characters of one message; a long result comes in many. */
const longest = 64 * 1024 ** 2

/** The server may have to read its files first. Milliseconds. */
const patienceMs = 15_000

/** Rejects with a problem where no server of this Parrot's kind answers. */
export async function openLine(socket: string): Promise<Line> {
  const connection = await connectTo(socket)
  const next = messagesOf(connection)
  const late = setTimeout(() => connection.destroy(), patienceMs)
  const first = await next()
  clearTimeout(late)
  if (first !== undefined && 'refused' in first) throw left(connection, fault(first.refused))
  const hello = first !== undefined && 'hello' in first ? first.hello : undefined
  if (hello === undefined)
    throw left(connection, fault(problem('people_silent', {socket, cause: 'it does not say who we are'})))
  if (hello.speech !== speech)
    throw left(connection, fault(problem('people_other', {version: hello.version})))
  return {
    hello,
    say: (message) => void connection.write(`${JSON.stringify(message)}\n`),
    next,
    open: () => connection.writable,
    close: () => connection.destroy(),
  }
}

function left(connection: Socket, error: Error): Error {
  connection.destroy()
  return error
}

/** What comes is kept until it is asked for, and what is not asked for is not read for ever. */
function messagesOf(connection: Socket): Line['next'] {
  const lines = connection.setEncoding('utf8').on('error', () => {})
  const heard: ServerSays[] = []
  const whole = wholeLines()
  let look = () => {}
  lines.on('data', (chunk: string) => {
    try {
      heard.push(...whole(chunk).map(serverSays))
    } catch {
      // Whoever says what is no message is no server of ours.
      connection.destroy()
    }
    if (heard.length > 0) lines.pause()
    look()
  })
  lines.once('close', () => look())
  return async () => {
    while (heard.length === 0 && !connection.closed) {
      const {promise, resolve} = Promise.withResolvers<void>()
      look = resolve
      lines.resume()
      await promise
    }
    return heard.shift()
  }
}

/** The lines that a chunk ends. The pieces of a long one are put together once, at its end. Throws where one is too long. */
function wholeLines(): (chunk: string) => string[] {
  let [pieces, length]: [string[], number] = [[], 0]
  return (chunk) => {
    const [first = '', ...others] = chunk.split('\n')
    length += first.length
    if (length > longest) throw new Error('a message is too long')
    pieces.push(first)
    const last = others.pop()
    if (last === undefined) return []
    const lines = [pieces.join(''), ...others]
    ;[pieces, length] = [[last], last.length]
    return lines
  }
}

/** Another version may have more to say than this one has words for. */
function serverSays(line: string): ServerSays {
  const said = JSON.parse(line) as ServerSays
  if ('refused' in said) return {refused: understood(said.refused)}
  if (!('result' in said)) return said
  return {...said, result: {...said.result, problems: said.result.problems.map(understood)}}
}

const understood = (said: Problem) =>
  hasWords(said) ? said : problem('people_wordless', {said: plainLine(said.code, 80)})
