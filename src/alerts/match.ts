import type {EventPattern} from '../config/alert-config.ts'
import type {StoredEvent} from '../events/journal.ts'

/** Is it one of the events that are meant? A dry run did nothing, so it is none, unless the pattern asks for it. */
export function matches(
  {types = ['CALL_FINISHED'], operation, outcome, fields = {}}: EventPattern,
  {event_type, payload}: StoredEvent,
): boolean {
  return (
    types.includes(event_type) &&
    (operation === undefined || payload['tool'] === operation) &&
    (outcome === undefined || outcome.includes(String(payload['outcome']))) &&
    Object.entries(fields).every(([name, wanted]) => payload[name] === wanted) &&
    (payload['dry_run'] !== true || fields['dry_run'] === true)
  )
}
