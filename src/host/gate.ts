import {turns, type Who} from './turns.ts'

/** Lets so many through at a time; the others wait their turn, up to so many of them. */
export type Gate = {
  /** What to call when leaving; undefined where `mostWaiting` of that caller's wait already. Rejects where the signal comes first. */
  readonly enter: (who: Who, signal: AbortSignal, mostWaiting?: number) => Promise<Leave | undefined>
}

type Leave = () => void

/** A Raspberry Pi has four cores; a plugin is a process of its own, and often more. No caller gets all of them. */
const [atOnce, atOnceEach] = [16, 8]
const usualWaiting = 256

const gates = new WeakMap<object, Gate>()

/** The one gate of this host in this process, for all who come by whichever door: agents, and the people of a machine. */
export function gateOf(host: object): Gate {
  const known = gates.get(host) ?? gate()
  gates.set(host, known)
  return known
}

/** A gate that nobody has gone through yet. Callers take turns, so that one who wants much keeps nobody else waiting for it. */
export function gate(): Gate {
  const inside = new Map<string, number>()
  const waiting = turns()
  const of = (caller: string) => inside.get(caller) ?? 0
  const may = (caller: string) => of(caller) < atOnceEach
  const full = () => [...inside.values()].reduce((sum, count) => sum + count, 0) >= atOnce
  const count = (caller: string, by: number) => {
    inside.set(caller, of(caller) + by)
    if (of(caller) === 0) inside.delete(caller)
  }
  const admit = () => {
    if (full()) return
    const next = waiting.next(may)
    if (next === undefined) return
    count(next.who.caller, 1)
    next.go()
  }
  const leave = (caller: string) => {
    let left = false
    return () => {
      if (left) return
      left = true
      count(caller, -1)
      admit()
    }
  }
  return {
    enter: async (who, signal, mostWaiting = usualWaiting) => {
      const {caller} = who
      if (waiting.of(caller) >= mostWaiting) return undefined
      const {promise, resolve, reject} = Promise.withResolvers<void>()
      const go = () => {
        signal.removeEventListener('abort', give)
        resolve()
      }
      const give = () => {
        waiting.remove(who, go)
        reject(signal.reason as Error)
      }
      signal.throwIfAborted()
      signal.addEventListener('abort', give, {once: true})
      waiting.add(who, go)
      admit()
      await promise
      return leave(caller)
    },
  }
}
