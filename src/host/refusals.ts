import type {Outcome} from '../outcomes.ts'

/** How often each caller of this process was refused lately. */
export type Refusals = {
  /** Seconds for which the calls of this caller are neither looked at nor recorded; undefined where they are. */
  readonly pause: (caller: string) => number | undefined
  /** Counts how a call of theirs ended; true where none is recorded after it for a while. */
  readonly count: (caller: string, outcome: Outcome) => boolean
}

/** In a minute, of one caller. More than anybody reads, and too few to fill a disk. */
export const mostRefusals = 300
const windowMs = 60_000
const mostCallers = 1000

const refusing: ReadonlySet<Outcome> = new Set(['denied', 'needs_approval', 'unknown', 'rate_limited'])

/** Every refusal is on record, so without an end to it somebody with no rights at all could fill the journal. */
export function refusals(now: () => number): Refusals {
  const callers = new Map<string, {readonly since: number; count: number}>()
  const recent = (caller: string) => {
    const known = callers.get(caller)
    return known !== undefined && now() - known.since < windowMs ? known : undefined
  }
  return {
    pause: (caller) => {
      const known = recent(caller)
      if (known === undefined || known.count < mostRefusals) return undefined
      return Math.max(1, Math.ceil((known.since + windowMs - now()) / 1000))
    },
    count: (caller, outcome) => {
      if (!refusing.has(outcome)) return false
      if (callers.size >= mostCallers) callers.clear()
      const known = recent(caller) ?? {since: now(), count: 0}
      callers.set(caller, known)
      return ++known.count === mostRefusals
    },
  }
}
