import type {LogConfig, LogLevel, LogModule} from '../config/log-config.ts'

/** What a line says, in the order in which JSON has it; all of it fit to be printed. */
export type Fields = {
  readonly level: LogLevel
  readonly time: string
  readonly pid: number
  readonly module: LogModule
  readonly correlation_id: string
  readonly msg: string
}

/** As sd-daemon(3) has it: what journald takes off the beginning of a line. */
const priorities: Readonly<Record<LogLevel, number>> = {debug: 7, info: 6, warn: 4, error: 3}

export function jsonLine(fields: Fields): string {
  return JSON.stringify(fields)
}

/** As the seeds' `[2026-01-31 12:00:00] [INFO] [msgid:…] server: text`. The time is UTC. */
export function textLine({time, ...fields}: Fields): string {
  return `[${time.slice(0, 19).replace('T', ' ')}] ${body(fields)}`
}

/** The same for journald, which has a clock of its own and wants to be told how bad it is. */
export function journaldLine(fields: Fields, format: LogConfig['format']): string {
  return `<${priorities[fields.level]}>${format === 'json' ? jsonLine(fields) : body(fields)}`
}

function body({level, module, correlation_id, msg}: Omit<Fields, 'time'>): string {
  return `[${level.toUpperCase()}] [msgid:${correlation_id}] ${module}: ${msg}`
}
