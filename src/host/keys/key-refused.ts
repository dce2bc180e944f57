import type {EventDraft} from '../../events/journal.ts'
import type {Door} from '../../rbac/decision.ts'
import type {KeyRefused} from './key-holder.ts'

/** That somebody showed a key which was not taken; of the key nothing but its id. */
export function keyRefused({id, reason}: KeyRefused, door: Door, uid: number, address?: string): EventDraft {
  return {
    event_type: 'KEY_REFUSED',
    payload: {key: id, reason, evidence: `uid ${uid}`, door, ...(address !== undefined && {address})},
    source: door,
    correlation_id: process.getBuiltinModule('node:crypto').randomUUID(),
  }
}
