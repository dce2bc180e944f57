import type {StoredEvent} from '../events/journal.ts'
import type {Told} from './channel.ts'
import {isNotice} from './notices.ts'
import {outcomes, type Outcome} from '../outcomes.ts'
import {plain, plainLine} from '../text/plain.ts'
import {en} from '../text/en.ts'
import type {Word} from '../text/en/words.ts'
import {matched} from '../text/matched.ts'
import {next, problem, says, type Problem} from '../text/problem.ts'
import {english, type Teller} from '../text/reader.ts'

/** What a person is told: a line, and a text that stands by itself. What came from outside is in it without control codes. */
export type Message = {readonly title: string; readonly text: string}

/** What happened, on which machine, in which call, and what to do next; lines of at most 78 characters where words allow. */
export function messageOf(event: Told, machine: string, teller: Teller = english): Message {
  const about = teller.says(titleOf(event, machine))
  const again = event.replayed === undefined ? about : teller.says(problem('message_again', {about}))
  const title = plainLine(again, 150)
  const parts = [
    `${title}.`,
    reasons(event, teller),
    steps(event, teller),
    facts(event, machine, teller),
    whatNext(event, teller),
  ]
  return {title, text: `${plain(parts.filter((part) => part !== '').join('\n\n'))}\n`}
}

function titleOf({event_type, payload}: StoredEvent, machine: string): Problem {
  const word = (...names: readonly string[]) => names.map((name) => payload[name]).find(isText)
  const tool = word('tool')
  const alert = word('summary', 'alert', 'rule', 'name') ?? event_type
  if (event_type === 'TEST') return problem('message_test', {machine})
  if (payload['test'] === true) return problem('message_alert_test', {alert, machine})
  if (event_type === 'ALERT_FIRING' || event_type === 'ALERT_REPEAT')
    return problem('message_alert', {alert, machine})
  if (event_type === 'ALERT_RESOLVED') return problem('message_alert_over', {alert, machine})
  if (event_type === 'DELIVERY_RECOVERED')
    return problem('message_notify_over', {subscriber: word('subscriber') ?? '', machine})
  if (isNotice(event_type)) return problem('message_notify', {subscriber: word('subscriber') ?? '', machine})
  if (event_type === 'ALERT_SILENCED') return problem('message_silenced', {rule: alert, machine})
  if (event_type === 'ALERT_UNSILENCED') return problem('message_unsilenced', {rule: alert, machine})
  const outcome = word('outcome')
  if (tool !== undefined && outcome !== undefined) return problem('message_call', {tool, machine, outcome})
  return problem('message_event', {event: event_type, machine})
}

/** Why, as the terminal would say it. */
function reasons({event_type, payload}: StoredEvent, teller: Teller): string {
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

/** What an alert says, from the problem that it is recorded with; as it is recorded where that is another's. */
function whatOf(payload: StoredEvent['payload'], what: string, teller: Teller): string {
  const about = aboutOf(payload)
  if (about === undefined || teller === english) return what
  if (says(about) === what) return teller.says(about)
  const over = matched(en.alert_over.says, what)
  if (over === undefined || over['what'] !== says(about)) return what
  return teller.says(problem('alert_over', {lasted: over['lasted'] ?? '', what: teller.says(about)}))
}

function aboutOf({problem: about}: StoredEvent['payload']): Problem | undefined {
  const {code, params} = (about ?? {}) as Partial<Problem>
  const known = typeof code === 'string' && Object.hasOwn(en, code) && typeof params === 'object'
  return known ? {code, params} : undefined
}

/** As the record has it; a code of another Parrot is no sentence here. */
function problemIn(value: unknown): Problem[] {
  const {code, ...params} = value as {readonly code?: unknown}
  return typeof code === 'string' && Object.hasOwn(en, code) ? [{code, params} as Problem] : []
}

type StepSaid = {
  readonly name?: unknown
  readonly tool?: unknown
  readonly outcome?: unknown
  readonly ms?: unknown
}

function steps({payload}: StoredEvent, {word}: Teller): string {
  const all: readonly StepSaid[] = Array.isArray(payload['steps']) ? payload['steps'] : []
  const names = all.map(({name, tool}) => text(name ?? tool))
  const width = Math.max(0, ...names.map(({length}) => length))
  return all
    .map(({outcome, ms}, at) => {
      const took = typeof ms === 'number' && outcome !== null ? `  ${(ms / 1000).toFixed(1)} s` : ''
      return `  ${String(at + 1).padStart(2)}  ${(names[at] ?? '').padEnd(width)}  ${outcome === null ? word('not called') : text(outcome)}${took}`
    })
    .join('\n')
}

function facts(
  {event_type, sequence, timestamp, payload, metadata, replayed}: Told,
  machine: string,
  {word, help}: Teller,
): string {
  const outcome = payload['outcome']
  const meaning =
    isText(outcome) && Object.hasOwn(outcomes, outcome) ? help(outcomes[outcome as Outcome].meaning) : ''
  const rows: readonly (readonly [Word, unknown])[] = [
    ['machine', machine],
    ['event', sequence > 0 ? `${event_type}, ${word('number')} ${sequence}` : event_type],
    ['at', `${timestamp.slice(0, 19).replace('T', ' ')} UTC`],
    ['severity', payload['severity']],
    ['since', payload['since']],
    ['tool', payload['tool']],
    ['outcome', meaning === '' ? outcome : `${text(outcome)}: ${meaning}`],
    ['asked by', payload['who']],
    ['through', payload['door']],
    ['call', payload['call']],
    ['belongs to', payload['call'] === metadata.correlation_id ? undefined : metadata.correlation_id],
    ['subscriber', payload['subscriber']],
    ['attempts', payload['attempts']],
    [
      'told again',
      replayed && `as ${replayed.by} asked for at ${replayed.at.slice(0, 16).replace('T', ' ')} UTC`,
    ],
  ]
  const said = rows.filter(([, value]) => value !== undefined && value !== '')
  const width = Math.max(10, ...said.map(([name]) => word(name).length))
  return said.map(([name, value]) => `${word(name).padEnd(width)}  ${text(value)}`).join('\n')
}

function whatNext({event_type, sequence, payload, metadata}: StoredEvent, teller: Teller): string {
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

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const text = (value: unknown) => plainLine(typeof value === 'string' ? value : JSON.stringify(value), 300)

function wrapped(sentence: string): string {
  return plainLine(sentence, 2000)
    .replaceAll(/(.{1,76})(?: |$)/g, '$1\n')
    .trimEnd()
}
