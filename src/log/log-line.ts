import type {LogLevel} from '../config/log-config.ts'

type Fields = {
  readonly level: LogLevel
  readonly time: string
  readonly module: string
  readonly correlation_id: string
  readonly msg: string
}

/** As sd-daemon(3) has it: what journald takes off the beginning of a line. */
const priorities: Readonly<Record<LogLevel, number>> = {debug: 7, info: 6, warn: 4, error: 3}

/** A line of JSON as pino writes it, as the seeds' `[2026-01-31 12:00:00] [INFO] [msgid:…] server: text`. The time is UTC. */
export function textLine(json: string): string {
  const {time, ...rest} = JSON.parse(json) as Fields
  return `[${time.slice(0, 19).replace('T', ' ')}] ${body(rest)}`
}

/** The same for journald, which has a clock of its own and wants to be told how bad it is. */
export function journaldLine(json: string, format: 'text' | 'json'): string {
  const fields = JSON.parse(json) as Fields
  return `<${priorities[fields.level]}>${format === 'json' ? json : body(fields)}`
}

function body({level, module, correlation_id, msg}: Omit<Fields, 'time'>): string {
  return `[${level.toUpperCase()}] [msgid:${correlation_id}] ${module}: ${msg}`
}
