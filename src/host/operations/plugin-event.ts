import type {EventType} from '../../events/event-types.ts'
import type {Work} from '../walk.ts'
import type {Host} from '../operation.ts'

/** Records what became of a plugin, beside the call that brought it about. Rejects where that cannot be made durable. */
export async function tell(
  {record}: Host,
  {id, above, request}: Work,
  event_type: Extract<EventType, `PLUGIN_${string}`>,
  about: {readonly name: string; readonly [key: string]: unknown},
): Promise<void> {
  const {name: plugin, ...more} = about
  await record({
    event_type,
    payload: {call: id, plugin, ...more, who: request.by.name, door: request.door},
    source: request.door,
    correlation_id: above?.root ?? id,
  })
}
