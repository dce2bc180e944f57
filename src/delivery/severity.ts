import type {StoredEvent} from '../events/journal.ts'

export const severities = ['info', 'warning', 'error'] as const
export type Severity = (typeof severities)[number]

const errors: ReadonlySet<string> = new Set([
  'ERROR_OCCURRED',
  'CONFIG_REFUSED',
  'PLUGIN_TAMPERED',
  'NOTIFY_FAILED',
  'DELIVERY_DEAD',
])
const warnings: ReadonlySet<string> = new Set([
  'KEY_REFUSED',
  'KEY_EXPIRED',
  'SCHEDULE_MISSED',
  'USER_CHANGED',
])
const well: ReadonlySet<unknown> = new Set(['ok', 'cancelled', 'invalid_input', 'unknown'])
const doubtful: ReadonlySet<unknown> = new Set(['findings', 'denied', 'needs_approval', 'rate_limited'])

/**
 * How bad it is. Of a call that ended the record is judged, not what was announced beside it nor the alert that followed, so that nothing
 * counts twice: alerts are asked for by their names.
 */
export function severityOf({event_type, payload}: StoredEvent): Severity {
  if (event_type === 'CALL_FINISHED') return ofOutcome(payload['outcome'])
  if (errors.has(event_type)) return 'error'
  return warnings.has(event_type) ? 'warning' : 'info'
}

export function isSeverity(word: unknown): word is Severity {
  return (severities as readonly unknown[]).includes(word)
}

function ofOutcome(outcome: unknown): Severity {
  if (well.has(outcome)) return 'info'
  return doubtful.has(outcome) ? 'warning' : 'error'
}
