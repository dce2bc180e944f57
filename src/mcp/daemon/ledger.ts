import {ProtocolError, ProtocolErrorCode} from '@modelcontextprotocol/server'
import type {Parrot} from '../../host/parrot.ts'
import type {CallResult, Request} from '../../host/request.ts'
import {problem, says} from '../../text/problem.ts'

/** What a server counts of the calls that it hands to the host. */
export type Ledger = {
  /** The host, with every call of agents counted, and refused once the server ends. */
  readonly parrot: Parrot
  readonly running: () => number
  readonly total: () => number
  /** From here on no call begins. */
  readonly close: () => void
  readonly closed: () => boolean
  /** Resolves when nothing runs. */
  readonly idle: () => Promise<void>
}

export function ledger(host: Parrot): Ledger {
  const running = new Set<Promise<CallResult>>()
  let [total, closed] = [0, false]
  const call = (request: Request): Promise<CallResult> => {
    // Nothing was asked of the host, so nothing is on record.
    if (closed)
      return Promise.reject(
        new ProtocolError(ProtocolErrorCode.InternalError, says(problem('server_ending'))),
      )
    total += 1
    const started = host.call(request).finally(() => running.delete(started))
    running.add(started)
    return started
  }
  return {
    parrot: Object.create(host, {call: {value: call}}) as Parrot,
    running: () => running.size,
    total: () => total,
    close: () => (closed = true),
    closed: () => closed,
    idle: async () => {
      while (running.size > 0) await Promise.allSettled(running)
    },
  }
}
