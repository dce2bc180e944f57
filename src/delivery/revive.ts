import {attempt, wordsOf} from './attempt.ts'
import type {Lane, LaneDeps} from './lane-deps.ts'
import {recovered} from './outage.ts'

/** One attempt for each dead event that somebody asked for again; the first that fails ends it. */
export async function revive(deps: LaneDeps, lane: Lane, signal: AbortSignal): Promise<void> {
  const {store, time, redact, tell} = deps
  for (const dead of store.queued(lane.subscriber.name)) {
    if (signal.aborted) return
    const failure = await attempt(lane, dead.event, signal)
    if (failure === undefined) {
      store.revived(dead, time.now())
      tell('delivered')
      await recovered(deps, lane, dead.event)
    } else if (!signal.aborted) {
      store.reburied(dead, wordsOf(redact, failure))
      tell('failed')
    }
  }
}
