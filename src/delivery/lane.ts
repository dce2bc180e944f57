import type {EventDraft, OpenJournal, StoredEvent} from '../events/journal.ts'
import {causeWords} from '../text/error-words.ts'
import {problem, says} from '../text/problem.ts'
import {pauseAfter} from './backoff.ts'
import {causedBy} from './caused.ts'
import type {Channel, Failure, Told} from './channel.ts'
import {isNotice} from './message.ts'
import {retell} from './retell.ts'
import type {Store} from './store.ts'
import type {Known} from './subscribers.ts'
import {wants} from './wants.ts'

export type Time = {
  readonly now: () => number
  /** Earlier where the signal comes. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

export type LaneDeps = {
  readonly journal: Pick<OpenJournal, 'read'>
  readonly store: Store
  readonly time: Time
  readonly random: () => number
  readonly record: (event: EventDraft) => Promise<unknown>
  /** What is known to be secret, taken out. */
  readonly redact: (text: string) => string
  /** The number of the newest event. */
  readonly newest: () => number
  /** Resolves when there may be more than there was. */
  readonly news: (signal: AbortSignal) => Promise<void>
  readonly tell: (what: 'delivered' | 'failed' | 'dead') => void
}

/** What a lane does: `idle` has told of everything up to `at`; `waiting` tries again then. */
export type LaneState =
  | {readonly is: 'busy'}
  | {readonly is: 'idle'; readonly at: number}
  | {readonly is: 'waiting'; readonly until: number}

export type Lane = {
  readonly subscriber: Known
  readonly channel: Channel
  readonly say: (state: LaneState) => void
}

/** So often, at least, it is written down how far events have passed that nobody is told of. */
const passes = 500
/** An outage goes on record after so many attempts. */
const outage = 3
/** However the clock is set, no attempt is further away. Milliseconds. */
export const longest = 300_000

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

/** Is it to be told of this, also for what it brought about itself? */
export function isFor({journal}: LaneDeps, {subscriber}: Lane, event: StoredEvent): boolean {
  if (!wants(subscriber, event)) return false
  return subscriber.plugin === undefined || !causedBy(journal, subscriber.name, event)
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

/** Whatever breaks on the way counts as an attempt, ages and is told like any other. */
export async function attempt(
  {channel}: Pick<Lane, 'channel'>,
  event: Told,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  try {
    return await channel.send(event, signal)
  } catch (error) {
    const cause = causeWords(error)
    return {problem: problem('delivery_broke', {cause})}
  }
}

/** Notes the failure; true where the event was put aside with it. */
async function failed(deps: LaneDeps, lane: Lane, event: StoredEvent, failure: Failure): Promise<boolean> {
  const {store, time, random, redact, newest} = deps
  const {name, maxAgeMs} = lane.subscriber
  const before = store.standing(name, newest())
  const now = time.now()
  const error = wordsOf(redact, failure)
  const attempts = before.attempts + 1
  const failingSince = before.failingSince === 0 ? now : before.failingSince
  const nextAt = now + pauseAfter(attempts, random)
  const happened = Math.min(now, Date.parse(event.timestamp))
  const tooOld = now - Math.max(failingSince, happened) >= maxAgeMs
  store.failed(name, {attempts, failingSince, nextAt, error})
  deps.tell('failed')
  if (failure.final || tooOld) {
    if (!before.deadTold && (await notice(deps, lane, event, 'DELIVERY_DEAD', {attempts, error})))
      store.deadTold(name)
    store.bury(name, event, {at: now, attempts, error})
    deps.tell('dead')
    return true
  }
  if (attempts >= outage && !before.told) {
    await notice(deps, lane, event, 'NOTIFY_FAILED', {attempts, error})
    store.outageTold(name)
  }
  return false
}

/** For the others; true where they are told. That somebody could not be told of this is no news again, or it would never end. */
async function notice(
  {record}: LaneDeps,
  {subscriber: {name}, channel: {where}}: Lane,
  {event_type: of, sequence, metadata}: StoredEvent,
  event_type: 'NOTIFY_FAILED' | 'DELIVERY_DEAD' | 'DELIVERY_RECOVERED',
  about: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  if (isNotice(of) && event_type !== 'DELIVERY_RECOVERED') return false
  const payload = {subscriber: name, where, sequence, of, ...about}
  await record({event_type, payload, source: 'host', correlation_id: metadata.correlation_id})
  return true
}

/** The end of a run of events that were put aside; only what was told has an end that is told. */
async function recovered(deps: LaneDeps, lane: Lane, event: StoredEvent): Promise<void> {
  const {store, newest} = deps
  const {name} = lane.subscriber
  const {deadRun: dead, deadTold} = store.standing(name, newest())
  if (dead === 0) return
  if (deadTold) await notice(deps, lane, event, 'DELIVERY_RECOVERED', {dead})
  store.recovered(name)
}

/** Why, without anything secret. */
export const wordsOf = (redact: LaneDeps['redact'], {problem: why}: Failure) =>
  redact(says(why)).slice(0, 500)

/** One attempt for each dead event that somebody asked for again; the first that fails ends it. */
async function revive(deps: LaneDeps, lane: Lane, signal: AbortSignal): Promise<void> {
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
