import type {DatabaseSync} from 'node:sqlite'
import type {Writer} from './append.ts'
import {keepCut, signCut, type Cut} from './cut.ts'
import type {HostKey} from './host-key.ts'
import type {StoredEvent} from './journal.ts'
import {firstOpen, type Plan} from './prune.ts'
import {bounds} from './read.ts'

type Cutting = Writer & {
  readonly db: DatabaseSync
  readonly now: () => number
  readonly key: HostKey
  readonly lasting: readonly string[]
}

/**
 * Cuts the events of `plan` away, inside a transaction that holds the write lock: from then on they are gone, and the chain has an
 * event that says so. Throws where others have cut meanwhile.
 */
export function cutAway(
  {db, clean, write, now, key, lasting}: Cutting,
  {from, to, count, firstAt, lastAt, why}: Plan,
  {by, archive}: {readonly by: string; readonly archive?: string},
): {readonly cut: Cut; readonly event: StoredEvent} {
  const before = bounds(db)
  if (count < 1 || before.cut !== from - 1 || to >= before.end || to >= firstOpen(db, lasting))
    throw new Error('something else was cut away meanwhile')
  const last = db.prepare('SELECT hash FROM events WHERE sequence = ?').get(to)
  const about = {sequence: to, hash: String(last?.['hash']), count, firstAt, lastAt, by, why}
  const payload = {...about, ...(archive !== undefined && {archive})}
  const draft = {event_type: 'AUDIT_PRUNED', payload, source: 'host', correlation_id: 'events_prune'}
  const [event] = write([clean(draft)]) as [StoredEvent]
  const cut = signCut({...about, at: new Date(now()).toISOString(), event: event.sequence}, key)
  keepCut(db, cut)
  return {cut, event}
}
