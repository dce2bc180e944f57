import type {StoredEvent} from '../events/journal.ts'
import {quiet} from './answer-json.ts'
import type {Look} from './door.ts'
import {plainLine} from './plain.ts'

/** One event as one line of JSON. */
export const eventJson = (event: StoredEvent) => `${quiet(JSON.stringify(event))}\n`

const unsaid = new Set(['call', 'door', 'evidence', 'input_digest', 'tool'])

/** One event as one line for people: number, time in UTC, type, tool, and what is simple enough to stand in a line. */
export function eventText({sequence, timestamp, event_type, payload}: StoredEvent, look: Look): string {
  const {paint, room} = look
  const most = Number.isFinite(room) ? 80 : 2000
  const facts = factsOf(payload).map(
    ([name, value]) => `${paint('dim', `${plainLine(name, 40)}=`)}${plainLine(value, most)}`,
  )
  const when = paint('dim', `${String(sequence).padStart(6)} ${plainLine(moment(timestamp))}`)
  const tool = typeof payload['tool'] === 'string' ? paint('bold', plainLine(payload['tool'], most)) : ''
  return [when, plainLine(event_type), tool, ...facts].filter((part) => part !== '').join(' ')
}

/** To the second; events carry UTC. */
const moment = (timestamp: string) => `${timestamp.slice(0, 19).replace('T', ' ')}Z`

function factsOf(payload: StoredEvent['payload']): (readonly [string, string])[] {
  return Object.entries({...payload, ...decided(payload), ...refused(payload)}).flatMap(([name, value]) => {
    if (unsaid.has(name) || typeof value === 'object' || value === false || value === payload['tool'])
      return []
    return [[name, typeof value === 'string' ? value : JSON.stringify(value)] as const]
  })
}

/** Which rule of which role decided. */
function decided({because}: StoredEvent['payload']): object {
  const {rule, role} = (because ?? {}) as Readonly<Record<string, unknown>>
  return {...(typeof rule === 'string' && {rule}), ...(typeof role === 'string' && {role})}
}

/** Where the first thing is that was wrong, and how many more there are. */
function refused({problems}: StoredEvent['payload']): object {
  const [first, ...more] = (Array.isArray(problems) ? problems : []) as Readonly<Record<string, unknown>>[]
  const {code, file, line} = first ?? {}
  if (typeof code !== 'string') return {}
  const at = typeof file === 'string' && {file: typeof line === 'number' ? `${file}:${line}` : file}
  return {problem: code, ...at, ...(more.length > 0 && {more: more.length})}
}
