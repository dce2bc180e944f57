import type {StoredEvent} from '../../events/journal.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {isNotice} from '../notices.ts'
import {isText} from './plain-text.ts'

/** In one sentence what happened, and on which machine. */
export function titleOf({event_type, payload}: StoredEvent, machine: string): Problem {
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
