import type {EventDraft} from '../events/journal.ts'
import {next, problem, says} from '../text/problem.ts'
import type {Rule} from './rule.ts'
import type {Alert, AlertState} from './state.ts'

export type NoticeType = 'ALERT_FIRING' | 'ALERT_REPEAT' | 'ALERT_RESOLVED'

/** Names a notice for good, whoever would write it: the journal holds each once. `repeat` counts from 1, 0 for what is no repetition. */
export type Notice = {readonly type: NoticeType; readonly repeat: number}

/** The name of a notice, out of the alert that it is about or out of an event that is one. */
export function noticeId(type: string, rule: unknown, key: unknown, start: unknown, repeat: unknown): string {
  return JSON.stringify([type, rule, key, start, repeat])
}

/** The event that tells people: what is wrong or was, since when, which events say so, and what to do next. */
export function noticeDraft(rule: Rule, alert: Alert, {type, repeat}: Notice, state: AlertState): EventDraft {
  const {first, last, about, key, start, count, value, sinceHere, ended} = alert
  const causes = [first, last, type === 'ALERT_RESOLVED' ? ended?.by : undefined].flatMap(
    (cause) => cause ?? [],
  )
  const events = [...new Set(causes.map(({sequence}) => sequence))]
  const calls = [...new Set(causes.flatMap(({call}) => call ?? []))]
  const todo = type === 'ALERT_RESOLVED' ? undefined : (rule.next ?? next(about))
  const payload = {
    alert: rule.name,
    ...(key !== '' && {key}),
    severity: rule.severity,
    what: type === 'ALERT_RESOLVED' ? over(alert, state) : says(about),
    ...(todo !== undefined && {next: todo}),
    since: sinceHere,
    ...(type === 'ALERT_RESOLVED' && ended && {until: ended.here}),
    ...(alert.held !== undefined && {held: alert.held}),
    count,
    ...(value !== undefined && {value}),
    events,
    calls,
    problem: about,
    start,
    repeat,
  }
  return {event_type: type, payload, source: 'host', correlation_id: calls[0] ?? `alert ${rule.name}`}
}

function over({about, since, ended}: Alert, {clock}: AlertState): string {
  const ms = (ended?.at ?? clock.steady) - since
  return says(problem('alert_over', {what: says(about), lasted: lastedWords(ms)}))
}

function lastedWords(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 1) return `${Math.max(0, Math.round(ms / 1000))} s`
  if (minutes < 120) return `${minutes} min`
  return `${Math.round(minutes / 60)} h`
}
