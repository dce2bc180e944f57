import type {StoredEvent} from '../events/journal.ts'
import {en} from '../text/en.ts'
import {problem, type Problem} from '../text/problem.ts'
import {resolve} from './fold.ts'
import {noticeId, type NoticeType} from './notices.ts'
import {alertId, type Alert, type AlertState} from './state.ts'

export const noticeTypes: readonly NoticeType[] = ['ALERT_FIRING', 'ALERT_REPEAT', 'ALERT_RESOLVED']

/** A notice that the journal holds. */
export type Said = {
  readonly type: string
  readonly rule: string
  readonly key: string
  readonly start: number
  readonly repeat: number
  readonly event: StoredEvent
}

/** The notice that an event is; undefined for any other, and for a test. */
export function saidBy(event: StoredEvent): Said | undefined {
  const {event_type: type, payload} = event
  const {alert: rule, key = '', start, repeat = 0, test} = payload
  if (!(noticeTypes as readonly string[]).includes(type) || test === true) return undefined
  if (typeof rule !== 'string' || typeof key !== 'string' || typeof start !== 'number') return undefined
  return {type, rule, key, start, repeat: Number(repeat), event}
}

export const idOf = ({type, rule, key, start, repeat}: Said) => noticeId(type, rule, key, start, repeat)

/**
 * Takes as said what an evaluation said that died before it could note it, or whose notes are lost: the journal is what
 * people were told from. One whose end was said, too, is left alone.
 */
export function adopt(state: AlertState, said: ReadonlySet<string>, notice: Said): void {
  const {type, rule, key, start, repeat} = notice
  const there = state.alerts[alertId(rule, key)]
  const alert = there?.start === start ? there : undefined
  if (type === 'ALERT_RESOLVED') return alert && close(state, alert)
  if (said.has(noticeId('ALERT_RESOLVED', rule, key, start, 0))) return
  if (type === 'ALERT_REPEAT') return alert?.told && repeated(alert.told, repeat, state)
  if (alert !== undefined) taken(state, alert)
  else if (there === undefined || isClosed(there)) state.alerts[alertId(rule, key)] = found(state, notice)
}

const isClosed = ({state, told, held}: Alert) =>
  state === 'resolved' && told === undefined && held === undefined

function close(state: AlertState, alert: Alert): void {
  if (alert.state !== 'resolved') resolve(state, alert)
  delete alert.told
  delete alert.held
}

function repeated(told: NonNullable<Alert['told']>, repeat: number, {clock}: AlertState): void {
  if (repeat < told.repeats) return
  told.repeats = repeat
  told.at = Math.max(told.at, clock.steady)
}

function taken({clock}: AlertState, alert: Alert): void {
  if (alert.state === 'pending') alert.state = 'firing'
  const {at = clock.steady, repeats = 0} = alert.told ?? {}
  alert.told = {at: Math.max(at, clock.steady), repeats}
}

function found({clock}: AlertState, {rule, key, start, event}: Said): Alert {
  const {since, count, problem: about} = event.payload
  return {
    rule,
    key,
    state: 'firing',
    start,
    since: clock.steady,
    sinceHere: typeof since === 'string' ? since : event.timestamp,
    first: undefined,
    last: undefined,
    seen: clock.steady,
    count: Number(count) || 1,
    about: asProblem(about, event),
    told: {at: clock.steady, repeats: 0},
  }
}

/** What an older or a newer Parrot wrote may have no sentence here. */
function asProblem(value: unknown, {event_type: event, sequence, payload}: StoredEvent): Problem {
  const {code, params} = (value ?? {}) as Partial<Problem>
  if (typeof code === 'string' && Object.hasOwn(en, code) && typeof params === 'object' && params !== null)
    return {code, params}
  return problem('alert_event', {name: String(payload['alert']), event, sequence})
}
