import type {EventDraft} from '../events/journal.ts'
import type {Door, Principal} from '../rbac/decision.ts'

/** A client that came or left, and how. Nothing of what it says of itself. */
export type ClientEvent = {
  readonly event: 'CLIENT_CONNECTED' | 'CLIENT_DISCONNECTED'
  readonly by: Principal
  readonly door: Door
  /** The same for its coming and its leaving. */
  readonly connection: string
  readonly transport: 'stdio' | 'socket' | 'http'
}

export function clientDraft({event, by, door, connection, transport}: ClientEvent): EventDraft {
  const {name: who, roles, evidence} = by
  return {
    event_type: event,
    payload: {who, roles, evidence, door, transport},
    source: door,
    correlation_id: connection,
  }
}
