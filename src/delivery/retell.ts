import {attempt, wordsOf} from './attempt.ts'
import {longest, pauseAfter} from './backoff.ts'
import type {Told} from './channel.ts'
import {isFor} from './is-for.ts'
import type {Lane, LaneDeps} from './lane-deps.ts'
import type {ReplayRow} from './replay-rows.ts'

/** So many events are told again before it is looked what has happened since: what is new does not wait for what is old. */
const atOnce = 20

/** `more`: there is more to tell again, at once or not before then; undefined where all is told. */
export type Left = 'more' | {readonly until: number} | undefined

/**
 * Tells a subscriber again of some of what somebody asked for, each event at least once and marked as told again. One that fails is
 * tried later, and put aside like any other where it is too old or refused for good.
 */
export async function retell(deps: LaneDeps, lane: Lane, signal: AbortSignal): Promise<Left> {
  const {journal, store, time} = deps
  const row = store.replays.first(lane.subscriber.name)
  if (row === undefined) return undefined
  const wait = row.nextAt - time.now()
  // No pause is as long: the clock was set back.
  if (wait > 0 && wait <= longest) return {until: row.nextAt}
  let told = 0
  for (const event of journal.read({after: row.position})) {
    if (event.sequence > row.upTo) break
    if (signal.aborted || told >= atOnce) return 'more'
    if (isFor(deps, lane, event)) {
      const {id: number, by, at} = row
      const marked = {...event, replayed: {number, by, at: new Date(at).toISOString()}}
      const left = await once(deps, lane, row, marked, signal)
      if (left !== undefined) return left
      told++
    }
    store.replays.passed(row, event.sequence)
  }
  store.replays.passed(row, row.upTo)
  return store.replays.first(lane.subscriber.name) && 'more'
}

/** Undefined where it was taken, or put aside. */
async function once(
  {store, time, random, redact, tell}: LaneDeps,
  lane: Lane,
  row: ReplayRow,
  event: Told,
  signal: AbortSignal,
): Promise<Left> {
  const {name, maxAgeMs} = lane.subscriber
  const failure = await attempt(lane, event, signal)
  if (failure === undefined) {
    tell('delivered')
    return undefined
  }
  if (signal.aborted) return 'more'
  const now = time.now()
  // The row is read anew: an event before this one may have been told in the meantime.
  const {attempts: before, failingSince: since} = store.replays.first(name) ?? row
  const [attempts, failingSince] = [before + 1, since === 0 ? now : since]
  tell('failed')
  if (failure.final || now - failingSince >= maxAgeMs) {
    store.aside(name, event, {at: now, attempts, error: wordsOf(redact, failure)})
    tell('dead')
    return undefined
  }
  const nextAt = now + pauseAfter(attempts, random)
  store.replays.failed(row, {attempts, failingSince, nextAt})
  return {until: nextAt}
}
