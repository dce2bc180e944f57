import {problem, type Problem} from '../text/problem.ts'
import type {Anchor} from './chain.ts'
import {signHead, type Head} from './head.ts'
import {hostKey, type HostKey} from './host-key.ts'
import {processIdentity} from './liveness.ts'
import {causeOf} from './refused.ts'
import type {Sink} from './sink.ts'

export type HeadOptions = {
  /** Where the host's signing key is, or will be made. */
  readonly key: string
  readonly sinks: readonly Sink[]
  /** Told of a place that takes no head. The call goes on: a missing head weakens a proof, it loses no event. */
  readonly problem?: (problem: Problem) => void
}

export type HeadKeeper = {
  /** Takes note of this process's newest event. Signs nothing by itself. */
  follow(event: Anchor): void
  /** Signs the newest event noted, where there is one since the last time, and appends it to the sinks. Never throws. */
  flush(): void
  /** Signs this event now and appends it to every sink. Throws without a usable key. */
  sign(event: Anchor): Head
}

/** A head is due with each so manieth event, and with the first event after so many milliseconds. */
const [every, atLeast] = [64, 60_000]

/** How long a due head waits, so that it comes after the answer. Milliseconds. */
const patience = 1_000

const stride = (sequence: number) => Math.floor(sequence / every)

export function headKeeper(
  {key, sinks, problem: report = () => {}}: HeadOptions,
  now: () => number,
): HeadKeeper {
  let signer: HostKey | undefined
  let newest: Anchor | undefined
  let timer: NodeJS.Timeout | undefined
  let [signed, strideTold, signedAt] = [0, -1, performance.now()]

  function follow(event: Anchor): void {
    if (newest === undefined) strideTold = stride(event.sequence - 1)
    newest = event
    const due = event.sequence % every === 0 || performance.now() - signedAt > atLeast
    if (due) timer ??= setTimeout(flush, patience).unref()
  }

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    const event = newest
    if (event === undefined || event.sequence === signed) return
    attempt(key, () => tell(event, stride(event.sequence) > strideTold))
  }

  function tell(event: Anchor, dear: boolean): Head {
    signer ??= hostKey(key)
    const about = {sequence: event.sequence, hash: event.hash, timestamp: new Date(now()).toISOString()}
    const head = signHead({...about, boot_id: processIdentity().bootId}, signer)
    for (const sink of sinks)
      if (dear || !sink.dear) attempt(sink.name, () => sink.write(JSON.stringify(head)))
    if (dear) strideTold = stride(event.sequence)
    ;[signed, signedAt] = [event.sequence, performance.now()]
    return head
  }

  function attempt(place: string, work: () => unknown): void {
    try {
      work()
    } catch (error) {
      report(problem('head_refused', {place, cause: causeOf(error)}))
    }
  }

  return {follow, flush, sign: (event) => tell(event, true)}
}
