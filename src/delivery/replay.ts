import type {OpenJournal} from '../events/journal.ts'
import type {Replay, Replayed} from '../host/delivery.ts'
import type {Store} from './store.ts'
import type {Known} from './subscribers.ts'
import {wants} from './wants.ts'

/** Puts down what a subscriber is to be told of again, and counts it; whoever delivers does the rest. */
export function replay(
  {read, newest}: Pick<OpenJournal, 'read' | 'newest'>,
  store: Store,
  subscriber: Known,
  {from = 1, to = newest(), since, until, by, dryRun}: Replay,
  now: number,
): Replayed {
  const window = {...(since !== undefined && {since}), ...(until !== undefined && {until})}
  let [events, first, last] = [0, 0, 0]
  for (const event of read({after: from - 1, ...window})) {
    if (event.sequence > to) break
    if (!wants(subscriber, event)) continue
    events++
    first ||= event.sequence
    last = event.sequence
  }
  if (events === 0) return {number: null, events, from: null, to: null}
  const number = dryRun
    ? null
    : store.replays.add({subscriber: subscriber.name, position: first - 1, upTo: last, by, at: now})
  return {number, events, from: first, to: last}
}
