import type {StoredEvent} from '../events/journal.ts'
import {matchesType} from '../events/type-pattern.ts'
import {isSeverity, severities, severityOf} from './severity.ts'
import type {Known} from './subscribers.ts'

/** Is this subscriber to be told of this event, before it is asked who brought it about? */
export function wants({events, name, onlyOutermost}: Known, event: StoredEvent): boolean {
  if (event.payload['subscriber'] === name) return false
  if (onlyOutermost === true && isBelow(event)) return false
  return events.some((pattern) => matches(pattern, event))
}

function matches(pattern: string, event: StoredEvent): boolean {
  if (isSeverity(pattern)) return severities.indexOf(severityOf(event)) >= severities.indexOf(pattern)
  return matchesType(pattern, event.event_type)
}

/** It belongs to a call that another call made. */
function isBelow({payload: {call}, metadata: {correlation_id}}: StoredEvent): boolean {
  return typeof call === 'string' && call !== correlation_id
}
