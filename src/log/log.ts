import {logLevels, type LogConfig, type LogLevel, type LogModule} from '../config/log-config.ts'
import type {LogFile} from './log-file.ts'
import type {LogEntry} from './of-event.ts'
import {stderrIs} from './stderr-is.ts'

/** Where lines for people who look after the machine go. Nothing waits for them, and none that is lost breaks anything. */
export type Log = {
  readonly say: (entry: LogEntry) => void
  /** Is a line of this level written at all? */
  readonly wants: (level: LogLevel, module: LogModule) => boolean
  /** From here on this process is one that lives on: it writes all that the configuration asks for. */
  readonly resident: () => void
  /** Does stderr lead elsewhere than these lines do? */
  readonly apart: () => boolean
  /** Resolves when all is written. */
  readonly close: () => Promise<void>
}

export type LogOptions = {
  /** Absolute. */
  readonly file: string
  readonly config: () => LogConfig
  /** Texts that are in no line; it may grow. */
  readonly secrets: readonly string[]
  /** The variable JOURNAL_STREAM, where systemd set it. */
  readonly journal: string | undefined
  readonly stderr: (line: string) => void
  readonly now: () => number
  /** Asked once, by the first line that is written: what belongs to no call belongs to this process. */
  readonly newId: () => string
}

type Write = (entries: readonly LogEntry[]) => void

/**
 * What is said of events that were written together is written together, too. Costs nothing until there is something to write: a command at a terminal writes only what is a warning or worse, unless the level is
 * debug. Under systemd lines go to stderr, which is its journal, and to no file.
 */
export function createLog(options: LogOptions): Log {
  let lives = false
  let opened: Promise<Write> | undefined
  let file: LogFile | undefined
  let waiting: LogEntry[] = []
  const wants = (level: LogLevel, module: LogModule) => {
    const {level: general, modules} = options.config()
    const least = modules[module] ?? general
    const rank = logLevels.indexOf(level)
    return rank >= logLevels.indexOf(!lives && least === 'info' ? 'warn' : least)
  }
  const open = async (): Promise<Write> => {
    const {openWriter} = await import('./writer.ts')
    const writer = openWriter(options, () => !lives && options.config().level === 'debug')
    file = writer.file
    return writer.write
  }
  const flush = async () => {
    const write = await (opened ??= open()).catch(() => () => {})
    const entries = waiting
    waiting = []
    write(entries)
  }
  return {
    wants,
    say: (entry) => {
      if (wants(entry.level, entry.module) && waiting.push(entry) === 1) void flush().catch(() => {})
    },
    resident: () => {
      lives = true
    },
    apart: () => !stderrIs.journal(options.journal) && !stderrIs.file(options.file),
    close: async () => {
      if (waiting.length > 0) await flush().catch(() => {})
      await file?.close()
    },
  }
}
