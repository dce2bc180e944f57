import type {OpenJournal} from '../events/journal.ts'
import type {SubscriberRow} from '../host/delivery.ts'
import {whereOf} from './channel.ts'
import type {Store} from './store.ts'
import type {Known} from './subscribers.ts'
import {wants} from './wants.ts'

/** So many events are looked at, at most, to say how many wait. */
const most = 20_000

/** Where each subscriber stands. One that nothing was ever delivered to begins with what comes next. */
export function rowsOf(
  known: readonly Known[],
  store: Store,
  journal: Pick<OpenJournal, 'read' | 'newest'>,
): readonly SubscriberRow[] {
  const dead = Map.groupBy(store.dead(), ({subscriber}) => subscriber)
  return known.map((one): SubscriberRow => {
    const {name, events, from} = one
    const {position, ...standing} = store.standing(name, journal.newest())
    return {
      name,
      from,
      events,
      where: whereOf(one),
      position,
      waiting: waiting(one, position, journal),
      lastSuccess: iso(standing.lastSuccess),
      failures: standing.attempts,
      lastError: standing.error === '' ? null : standing.error,
      nextAttempt: standing.attempts > 0 ? iso(standing.nextAt) : null,
      dead: dead.get(name)?.length ?? 0,
    }
  })
}

function waiting(one: Known, after: number, {read, newest}: Pick<OpenJournal, 'read' | 'newest'>): number {
  let [count, looked] = [0, 0]
  if (after >= newest()) return 0
  for (const event of read({after})) {
    if (looked++ >= most) break
    if (wants(one, event)) count++
  }
  return count
}

const iso = (ms: number) => (ms === 0 ? null : new Date(ms).toISOString())
