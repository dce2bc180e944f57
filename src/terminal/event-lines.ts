import type {StoredEvent} from '../events/journal.ts'
import {quiet} from './answer-json.ts'
import type {Look} from './door.ts'
import {plainLine} from './plain.ts'

/** One event as one line of JSON. */
export const eventJson = (event: StoredEvent) => `${quiet(JSON.stringify(event))}\n`

/** One event as one line for people: number, time, type, and what is simple enough to stand in a line. */
export function eventText({sequence, timestamp, event_type, payload}: StoredEvent, {paint}: Look): string {
  const facts = Object.entries(payload).flatMap(([name, value]) => {
    if (typeof value === 'object' || value === undefined) return []
    return [`${paint('dim', `${plainLine(name, 40)}=`)}${plainLine(String(value), 80)}`]
  })
  const time = timestamp.slice(0, 19).replace('T', ' ')
  return `${paint('dim', `${String(sequence).padStart(6)} ${plainLine(time)}`)} ${plainLine(event_type)} ${facts.join(' ')}`.trimEnd()
}
