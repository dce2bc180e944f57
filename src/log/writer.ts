import pino from 'pino'
import {textRedactor} from '../events/redact-text.ts'
import {printable} from '../manifest/show.ts'
import {logFile, type LogFile} from './log-file.ts'
import {journaldLine, textLine} from './log-line.ts'
import type {LogOptions} from './log.ts'
import type {LogEntry} from './of-event.ts'
import {stderrIs} from './stderr-is.ts'

const longest = 8_000

/** What writes lines by pino: to the file, or to systemd's journal in its place; and beside that to stderr while `aloud` says so. */
export function openWriter(
  {file: path, config, secrets, journal, stderr, now, id: own}: LogOptions,
  aloud: () => boolean,
): {readonly write: (entry: LogEntry) => void; readonly file: LogFile | undefined} {
  const toJournal = stderrIs.journal(journal)
  const file = toJournal ? undefined : logFile(path, config, now)
  const format = (json: string) => (config().format === 'json' ? json : textLine(json))
  const destination = {
    write: (text: string) => {
      const json = text.trimEnd()
      if (file === undefined) return stderr(journaldLine(json, config().format))
      const line = format(json)
      file.write(line)
      if (aloud()) stderr(line)
    },
  }
  const logger = pino(
    {
      level: 'debug',
      base: {pid: process.pid},
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: {level: (level) => ({level})},
    },
    destination,
  )
  const redact = textRedactor(secrets)
  const safe = (text: string) => printable(redact(text.slice(0, longest * 2)).slice(0, longest))
  const write = ({level, module, text, id}: LogEntry) =>
    logger[level]({module, correlation_id: safe(id ?? own)}, safe(text))
  return {write, file}
}
