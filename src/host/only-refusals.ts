import type {EventDraft} from '../events/journal.ts'
import type {Outcome} from '../outcomes.ts'

type Record = (event: EventDraft) => Promise<unknown>

const refusals: ReadonlySet<string> = new Set<Outcome>(['denied', 'needs_approval', 'rate_limited'])

/**
 * For one call that only looks. Looking leaves no record, or reading the log would grow it; being refused a look does, with
 * all that led to it.
 */
export function onlyRefusals(record: Record): Record {
  const held: EventDraft[] = []
  let refused = false
  return async (event) => {
    if (refused) return void (await record(event))
    held.push(event)
    if (event.event_type !== 'CALL_FINISHED' || !refusals.has(String(event.payload['outcome']))) return
    refused = true
    await Promise.all(held.splice(0).map(record))
  }
}
