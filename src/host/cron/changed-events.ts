import type {EventDraft} from '../../events/journal.ts'
import type {Work} from '../walk.ts'
import type {Edited} from './edit.ts'
import {changeOf} from './output.ts'

/** One event for each entry that is new, gone or another. */
export function changedEvents({id, request: {by, door}}: Work, edited: Edited): EventDraft[] {
  const {before, after} = edited
  const gone = before.filter((entry) => !after.some(({id}) => id === entry.id))
  return [...after, ...gone].flatMap((entry) => {
    const change = changeOf(entry, edited)
    if (change === 'kept') return []
    const {tool, at, role, missed, timer} = entry
    const payload = {call: id, entry: entry.id, change, tool, at, role, missed, timer, who: by.name}
    return [{event_type: 'SCHEDULE_CHANGED', payload, source: door, correlation_id: id}]
  })
}
