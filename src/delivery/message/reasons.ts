import type {StoredEvent} from '../../events/journal.ts'
import {en} from '../../text/en.ts'
import {matched} from '../../text/matched.ts'
import {problem, says, type Problem} from '../../text/problem.ts'
import {english, type Teller} from '../../text/reader.ts'
import {aboutOf} from './about.ts'
import {isText, text, wrapped} from './plain-text.ts'

/** Why, as the terminal would say it. */
export function reasons({event_type, payload}: StoredEvent, teller: Teller): string {
  const {says, next} = teller
  if (event_type === 'TEST') return says(problem('message_test_text'))
  const silence = silenceIn({event_type, payload})
  if (silence !== undefined) return wrapped(says(silence))
  const told = Array.isArray(payload['problems']) ? payload['problems'].flatMap(problemIn) : []
  const own = ['what', 'error', 'message', 'summary'].map((name) => payload[name]).filter(isText)
  const [first] = own.map((each) =>
    each === payload['what'] ? whatOf(payload, each, teller) : teller.quoted(each),
  )
  const lines = told.flatMap((one) => [wrapped(says(one)), ...(next(one) ? [wrapped(`→ ${next(one)}`)] : [])])
  return [...lines, ...(first === undefined ? [] : [wrapped(first)])].join('\n')
}

/** Which rule is silent, until when and why. */
function silenceIn({event_type, payload}: Pick<StoredEvent, 'event_type' | 'payload'>): Problem | undefined {
  const rule = text(payload['alert'] ?? '')
  if (event_type === 'ALERT_UNSILENCED') return problem('message_unsilenced_text', {rule})
  if (event_type !== 'ALERT_SILENCED') return undefined
  const until = `${text(payload['until'] ?? '')
    .slice(0, 16)
    .replace('T', ' ')} UTC`
  const reason = text(payload['reason'] ?? '')
  return reason === ''
    ? problem('message_silenced_only', {rule, until})
    : problem('message_silenced_why', {rule, until, reason})
}

/** As the record has it; a code of another Parrot is no sentence here. */
function problemIn(value: unknown): Problem[] {
  const {code, ...params} = value as {readonly code?: unknown}
  return typeof code === 'string' && Object.hasOwn(en, code) ? [{code, params} as Problem] : []
}

/** What an alert says, from the problem that it is recorded with; as it is recorded where that is another's. */
function whatOf(payload: StoredEvent['payload'], what: string, teller: Teller): string {
  const about = aboutOf(payload)
  if (about === undefined || teller === english) return what
  if (says(about) === what) return teller.says(about)
  const over = matched(en.alert_over.says, what)
  if (over === undefined || over['what'] !== says(about)) return what
  return teller.says(problem('alert_over', {lasted: over['lasted'] ?? '', what: teller.says(about)}))
}
