export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/** The parts of Parrot that lines of its log are of. */
export const logModules = [
  'server',
  'mcp',
  'call',
  'rbac',
  'plugins',
  'config',
  'clock',
  'delivery',
  'alerts',
  'events',
] as const
export type LogModule = (typeof logModules)[number]

/** The log of what Parrot does, for people who look after the machine; the record of it is the journal. */
export type LogConfig = {
  readonly level: LogLevel
  /** Of those that say more or less than the rest. */
  readonly modules: Readonly<Partial<Record<LogModule, LogLevel>>>
  readonly format: 'text' | 'json'
  /** A new file is begun once one has so many bytes, or is so old (`never` or such as 7d). */
  readonly maxBytes: number
  readonly maxAge: string
  /** So many that were put aside are kept. */
  readonly keep: number
}

/** A level as `PARROT_LOG_LEVEL` says it, in letters of any size; undefined where it is none. */
export function logLevel(text: string): LogLevel | undefined {
  return logLevels.find((level) => level === text.toLowerCase())
}
