import type {StoredEvent} from '../events/journal.ts'
import {wordsOf} from './attempt.ts'
import {pauseAfter} from './backoff.ts'
import type {Failure} from './channel.ts'
import type {Lane, LaneDeps} from './lane-deps.ts'
import {isNotice} from './notices.ts'

/** An outage goes on record after so many attempts. */
const outage = 3

/** Notes the failure; true where the event was put aside with it. */
export async function failed(
  deps: LaneDeps,
  lane: Lane,
  event: StoredEvent,
  failure: Failure,
): Promise<boolean> {
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

/** The end of a run of events that were put aside; only what was told has an end that is told. */
export async function recovered(deps: LaneDeps, lane: Lane, event: StoredEvent): Promise<void> {
  const {store, newest} = deps
  const {name} = lane.subscriber
  const {deadRun: dead, deadTold} = store.standing(name, newest())
  if (dead === 0) return
  if (deadTold) await notice(deps, lane, event, 'DELIVERY_RECOVERED', {dead})
  store.recovered(name)
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
