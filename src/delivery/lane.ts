import type {StoredEvent} from '../events/journal.ts'
import {attempt} from './attempt.ts'
import {longest} from './backoff.ts'
import {isFor} from './is-for.ts'
import type {Lane, LaneDeps} from './lane-deps.ts'
import {failed, recovered} from './outage.ts'
import {retell} from './retell.ts'
import {revive} from './revive.ts'

/** So often, at least, it is written down how far events have passed that nobody is told of. */
const passes = 500

/**
 * Tells one subscriber of its events, in order and each until it was taken or is too old, whatever happens to others. Goes on until
 * the signal; where it stands is on disk before the next is told. Rejects where that cannot be written.
 */
export async function runLane(deps: LaneDeps, lane: Lane, signal: AbortSignal): Promise<void> {
  const {journal, store, newest, news} = deps
  const {name} = lane.subscriber
  let at = store.standing(name, newest()).position
  let kept = at
  try {
    while (!signal.aborted) {
      lane.say({is: 'busy'})
      if (newest() < at) {
        // It is another journal, or an older state of it: to be told twice is better than never.
        at = kept = 0
        store.passed(name, at)
      }
      await revive(deps, lane, signal)
      const left = await retell(deps, lane, signal)
      for (const event of journal.read({after: at})) {
        if (signal.aborted) return
        if (isFor(deps, lane, event)) {
          if (!(await tellOf(deps, lane, event, signal))) return
          kept = event.sequence
        }
        at = event.sequence
        if (at - kept >= passes) store.passed(name, (kept = at))
      }
      if (newest() > at || left === 'more') continue
      lane.say(left === undefined ? {is: 'idle', at} : {is: 'waiting', ...left})
      await news(signal)
    }
  } finally {
    if (at > kept) store.passed(name, at)
  }
}

/** Until it was taken or buried; false where the signal came first. */
async function tellOf(deps: LaneDeps, lane: Lane, event: StoredEvent, signal: AbortSignal): Promise<boolean> {
  const {store, time, newest} = deps
  const {name} = lane.subscriber
  while (!signal.aborted) {
    const {nextAt} = store.standing(name, newest())
    const wait = Math.min(nextAt - time.now(), longest)
    if (wait > 0) {
      lane.say({is: 'waiting', until: nextAt})
      await time.sleep(wait, signal)
      if (signal.aborted) return false
      lane.say({is: 'busy'})
    }
    const failure = await attempt(lane, event, signal)
    if (failure === undefined) {
      store.delivered(name, event.sequence, time.now())
      deps.tell('delivered')
      await recovered(deps, lane, event)
      return true
    }
    if (signal.aborted) return false
    if (await failed(deps, lane, event, failure)) return true
  }
  return false
}
