import type {LogLevel, LogModule} from '../config/log-config.ts'
import type {StoredEvent} from '../events/journal.ts'

export type LogEntry = {
  readonly level: LogLevel
  readonly module: LogModule
  readonly text: string
  /** The call that it belongs to. */
  readonly id?: string
}

const modules: readonly (readonly [RegExp, LogModule])[] = [
  [/^(?:CALL_DECIDED|KEY_|USER_|ROLE_)/, 'rbac'],
  [/^CALL_/, 'call'],
  [/^(?:PLUGIN_|APPROVAL_)/, 'plugins'],
  [/^CONFIG_/, 'config'],
  [/^SCHEDULE_/, 'clock'],
  [/^(?:NOTIFY_|DELIVERY_)/, 'delivery'],
  [/^ALERT_/, 'alerts'],
  [/^SERVER_/, 'server'],
  [/^(?:CLIENT_|MESSAGE_)/, 'mcp'],
]

const ofSeverity = {info: 'info', warning: 'warn', error: 'error'} as const
const unsaid = new Set(['call', 'evidence', 'input_digest'])
const longest = 200

/** An event of the journal, where it is told from secrets already, as a line of the log. */
export function entryOf(event: StoredEvent, severity: keyof typeof ofSeverity): LogEntry {
  const {event_type, metadata} = event
  const [, module = 'events'] = modules.find(([form]) => form.test(event_type)) ?? []
  return {
    level: levelOf(event, severity),
    module,
    id: metadata.correlation_id,
    // Of most events nobody asks for it.
    get text() {
      return textOf(event)
    },
  }
}

function textOf({event_type, payload}: StoredEvent): string {
  const facts = Object.entries(payload).flatMap(([name, value]) => {
    const said = unsaid.has(name) ? undefined : sayable(value)
    return said === undefined ? [] : [`${name}=${said}`]
  })
  return [event_type, ...facts].join(' ')
}

/** What every call brings is for who looks closely. */
function levelOf({event_type, payload}: StoredEvent, severity: keyof typeof ofSeverity): LogLevel {
  if (event_type === 'CALL_REQUESTED') return 'debug'
  if (event_type === 'CALL_DECIDED') return payload['effect'] === 'allow' ? 'debug' : 'warn'
  return ofSeverity[severity]
}

/** Texts, numbers and truths; of problems the codes and where they are. */
function sayable(value: unknown): string | undefined {
  if (Array.isArray(value))
    return value.length === 0 ? undefined : value.map(inList).join(',').slice(0, longest)
  if (value === null || typeof value === 'object' || value === undefined) return undefined
  if (typeof value !== 'string') return JSON.stringify(value)
  return /^[^\s"]+$/.test(value) && value.length <= longest ? value : JSON.stringify(value.slice(0, longest))
}

function inList(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value)
  const {code, file, line} = value as Readonly<Record<string, unknown>>
  const place = typeof file === 'string' ? `(${file}${typeof line === 'number' ? `:${line}` : ''})` : ''
  return typeof code === 'string' ? `${code}${place}` : '…'
}
