import type {EventDraft} from '../../events/journal.ts'
import type {Missed} from './account.ts'
import type {ClockDeps} from './clock.ts'
import type {Entry} from './entry.ts'

/** For the record: which times passed without a run, and why. */
export function missedEvent(
  {newId}: Pick<ClockDeps, 'newId'>,
  {id, tool, missed: policy}: Pick<Entry, 'id' | 'missed'> & {readonly tool?: string},
  missed: Missed,
  because: string,
  call?: string,
): EventDraft {
  const payload = {entry: id, ...(tool && {tool}), ...missed, because, policy, ...(call && {call})}
  return {event_type: 'SCHEDULE_MISSED', payload, source: 'clock', correlation_id: call ?? newId()}
}

/** The entry with what it missed last. */
export function lostOf<T extends Omit<Entry, 'running'>>(
  entry: T,
  missed: Missed | undefined,
  because: string,
): T {
  return missed === undefined ? entry : {...entry, lost: {...missed, because}}
}
