import type {StoredEvent} from '../../events/journal.ts'
import {next, problem} from '../../text/problem.ts'
import type {Teller} from '../../text/reader.ts'
import {isNotice} from '../notices.ts'
import {aboutOf} from './about.ts'
import {isText, wrapped} from './plain-text.ts'

/** What to do, or where to look. */
export function whatNext({event_type, sequence, payload, metadata}: StoredEvent, teller: Teller): string {
  if (sequence === 0) return ''
  if (isText(payload['next'])) return wrapped(`→ ${nextOf(payload, payload['next'], teller)}`)
  if (isNotice(event_type)) return teller.says(problem('message_next_notify'))
  return teller.says(problem('message_next_call', {correlation: metadata.correlation_id}))
}

/** What a rule of one's own advises stays as it was written. */
function nextOf(payload: StoredEvent['payload'], advice: string, teller: Teller): string {
  const about = aboutOf(payload)
  return about !== undefined && next(about) === advice ? (teller.next(about) ?? advice) : advice
}
