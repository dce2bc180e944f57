import type {Socket} from 'node:net'
import {freshNow} from '../host/fresh.ts'
import type {Parrot} from '../host/parrot.ts'
import type {Person} from '../host/request.ts'
import {wholeLines} from '../host/whole-lines.ts'
import {problem} from '../text/problem.ts'
import {clientSays} from './client-says.ts'
import {doCall, doTail, type Doing} from './doing.ts'
import {helloFor} from './hello.ts'
import type {ClientSays} from './messages.ts'
import type {Counter} from './counter.ts'
import type {PeopleLimits} from './people-door.ts'
import {wireTo} from './wire.ts'

/** Bytes of a message that was not asked for: the longest asks for a tail of many types. */
const mostUnasked = 65_536
/** From the first byte of a line to its last. Milliseconds. */
const slowestMs = 30_000

/** Somebody's terminal on this server. */
export type Visit = {
  readonly parrot: Parrot
  readonly person: Person
  readonly limits: PeopleLimits
  /** Calls that run, by user. */
  readonly calls: Counter
  /** When those without a role asked lately. */
  readonly refused: Map<string, number[]>
  /** Aborted when the server ends. */
  readonly ending: AbortSignal
}

/**
 * Serves one terminal until it leaves, is silent for too long, or says what it may not. What it had running is then ended, with all its processes,
 * and recorded; only after that it resolves.
 */
export async function attend(socket: Socket, visit: Visit): Promise<void> {
  const {parrot, person, limits, ending} = visit
  const wire = wireTo(socket)
  const {promise: over, resolve: leave} = Promise.withResolvers<void>()
  let doing: Doing | undefined
  let idle: NodeJS.Timeout | undefined
  let slow: NodeJS.Timeout | undefined
  const rest = () => {
    clearTimeout(idle)
    if (doing?.waits() !== false) idle = setTimeout(leave, limits.idleMs)
  }
  const wrong = () => {
    wire.say({refused: problem('people_wrong')})
    socket.end()
    leave()
  }
  const take = (said: ClientSays | undefined) => {
    if (said === undefined) return wrong()
    if ('cancel' in said) return doing?.stop()
    if ('input' in said) return doing?.give(said.input) === true ? rest() : wrong()
    if (doing !== undefined) return wrong()
    const begun = 'call' in said ? doCall(wire, visit, said.call, rest) : doTail(wire, visit, said.tail)
    doing = begun
    rest()
    return void begun.ended.catch(leave).finally(() => {
      doing = undefined
      rest()
    })
  }
  const most = () => (doing?.waits() === true ? limits.longest : mostUnasked)
  const lines = wholeLines(most, {
    // What comes after the end is nobody's.
    line: (text) => socket.writable && take(clientSays(text)),
    tooLong: wrong,
  })
  await freshNow(parrot)
  wire.say({hello: helloFor(parrot, parrot.personFor(person))})
  const hear = (chunk: Buffer) => {
    lines.take(chunk)
    if (lines.begun()) return void (slow ??= setTimeout(leave, slowestMs))
    clearTimeout(slow)
    slow = undefined
  }
  socket.on('data', hear)
  for (const name of ['end', 'close', 'error'] as const) socket.once(name, leave)
  const end = () => leave()
  ending.addEventListener('abort', end, {once: true})
  if (socket.destroyed || ending.aborted) leave()
  rest()
  await over
  ending.removeEventListener('abort', end)
  socket.off('data', hear)
  doing?.stop()
  await doing?.ended.catch(() => {})
  for (const timer of [idle, slow]) clearTimeout(timer)
  socket.end()
}
