import type {StoredEvent} from '../events/journal.ts'
import {causedBy} from './caused.ts'
import type {Lane, LaneDeps} from './lane-deps.ts'
import {wants} from './wants.ts'

/** Is it to be told of this, also for what it brought about itself? */
export function isFor({journal}: LaneDeps, {subscriber}: Lane, event: StoredEvent): boolean {
  if (!wants(subscriber, event)) return false
  return subscriber.plugin === undefined || !causedBy(journal, subscriber.name, event)
}
