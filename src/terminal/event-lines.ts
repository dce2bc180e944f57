import type {StoredEvent} from '../events/journal.ts'
import {quiet} from './answer-json.ts'
import type {Look} from './door.ts'
import {plainLine} from './plain.ts'

/** One event as one line of JSON. */
export const eventJson = (event: StoredEvent) => `${quiet(JSON.stringify(event))}\n`

const unsaid = new Set(['call', 'evidence', 'tool'])

/** One event as one line for people: number, time, type, tool, and what is simple enough to stand in a line. */
export function eventText({sequence, timestamp, event_type, payload}: StoredEvent, {paint}: Look): string {
  const facts = Object.entries(payload).flatMap(([name, value]) => {
    if (unsaid.has(name) || typeof value === 'object' || value === false || value === payload['tool'])
      return []
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return [`${paint('dim', `${plainLine(name, 40)}=`)}${plainLine(text, 80)}`]
  })
  const when = paint(
    'dim',
    `${String(sequence).padStart(6)} ${plainLine(timestamp.slice(0, 19).replace('T', ' '))}`,
  )
  const tool = typeof payload['tool'] === 'string' ? paint('bold', plainLine(payload['tool'], 80)) : ''
  return [when, plainLine(event_type), tool, ...facts].filter((part) => part !== '').join(' ')
}
