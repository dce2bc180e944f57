import {ProtocolError, ProtocolErrorCode, type LoggingLevel} from '@modelcontextprotocol/server'
import {fresh} from '../host/fresh.ts'
import type {Parrot} from '../host/parrot.ts'
import type {CallResult, Request} from '../host/request.ts'
import type {Principal} from '../rbac/decision.ts'
import {problem, says} from '../text/problem.ts'
import {gateOf} from '../host/gate.ts'
import {keptResults, type KeptResults} from './kept-results.ts'
import {newSeal, type Seal} from './seal.ts'
import {newTasks, type Tasks} from './tasks/tasks.ts'

/** One client on one connection. */
export type Session = {
  /** The host and the client, with the rights and plugins that their files give now. Rejects for one who is nobody any more. */
  readonly now: () => Promise<Now>
  /** Who the client is at this moment, where it was `by`; without any role where it is nobody any more. */
  readonly still: (by: Principal) => Principal
  /** A call of the host's, which the end of the session waits for. */
  readonly call: (request: Request) => Promise<CallResult>
  /** All calls so far have ended. */
  readonly ended: () => Promise<unknown>
  /** Aborted when the client is gone. */
  readonly gone: AbortSignal
  /** A turn to run a plugin; what to call when it is over, undefined where too many calls of that caller's wait. Rejects where the signal comes first. */
  readonly turn: (by: Principal, signal: AbortSignal) => Promise<(() => void) | undefined>
  /** What was too long for an answer. */
  readonly kept: KeptResults
  /** Tells those who listen on this session that something offered to it is another now. */
  readonly changes: Set<(change: Change) => void>
  /** Closes and opens what goes to the client and has to come back as it was. */
  readonly seal: Seal
  /** What runs on when its request has been answered. */
  readonly tasks: Tasks
  /** The log level that a client of the 2025 era asked for, once for all. */
  readonly asked: {logLevel?: LoggingLevel}
}

/** A list, or the resource at an address. */
export type Change = 'tools' | 'prompts' | 'resources' | {readonly uri: string}

export type Now = {readonly parrot: Parrot; readonly by: Principal}

/** Who the client is, as the door knows it; undefined where what it showed is worth nothing any more. */
export type Known = (parrot: Parrot) => Principal | undefined

/** A session on this host, with nothing running and nothing kept. `expel` is called, once or more, for a client who is nobody any more. */
export function newSession(parrot: Parrot, known: Known, gone: AbortSignal, expel: () => void): Session {
  const who = oncePerTurn(parrot, known)
  const now = async () => {
    await fresh(parrot)
    const by = who()
    if (by !== undefined) return {parrot, by}
    // Not before it was told.
    setImmediate(expel)
    throw new ProtocolError(ProtocolErrorCode.InvalidRequest, says(problem('mcp_nobody')))
  }
  const connection = {}
  const running = new Set<Promise<CallResult>>()
  const call = (request: Request) => {
    const started = parrot.call(request).finally(() => running.delete(started))
    running.add(started)
    return started
  }
  return {
    now,
    still: (by) => who() ?? {name: by.name, evidence: by.evidence, roles: []},
    call,
    ended: () => Promise.allSettled(running),
    gone,
    turn: ({evidence}, signal) => gateOf(parrot).enter({caller: evidence, connection}, signal),
    kept: keptResults(),
    changes: new Set(),
    seal: newSeal(),
    tasks: newTasks(),
    asked: {},
  }
}

/**
 * A call asks several times who it is, and calls come many at once. Nothing outside can tell one moment of the same turn of the event loop
 * from another, so the keys' files are looked at once in it, and again where a reload came in between.
 */
function oncePerTurn(parrot: Parrot, known: Known): () => Principal | undefined {
  let held: {readonly reading: object; readonly by: Principal | undefined} | undefined
  return () => {
    if (held === undefined)
      setImmediate(() => {
        held = undefined
      })
    if (held?.reading !== parrot.reading) held = {reading: parrot.reading, by: known(parrot)}
    return held.by
  }
}
