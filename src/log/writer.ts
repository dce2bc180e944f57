import {textRedactor} from '../events/redact-text.ts'
import {printable} from '../manifest/show.ts'
import {logFile, type LogFile} from './log-file.ts'
import {journaldLine, jsonLine, textLine} from './log-line.ts'
import type {LogOptions} from './log.ts'
import type {LogEntry} from './of-event.ts'
import {stderrIs} from './stderr-is.ts'

const longest = 8_000

/** What writes lines: to the file, or to systemd's journal in its place; and beside that to stderr while `aloud` says so. */
export function openWriter(
  {file: path, config, secrets, journal, stderr, now, newId}: LogOptions,
  aloud: () => boolean,
): {readonly write: (entries: readonly LogEntry[]) => void; readonly file: LogFile | undefined} {
  const file = stderrIs.journal(journal) ? undefined : logFile(path, config, now)
  const redact = textRedactor(secrets)
  const own = newId()
  const safe = (text: string) => printable(redact(text.slice(0, longest * 2)).slice(0, longest))
  const lineOf = (time: string) => {
    const {format} = config()
    return ({level, module, text, id = own}: LogEntry) => {
      const about = {level, time, pid: process.pid, module}
      const fields = {...about, correlation_id: safe(id), msg: safe(text)}
      if (file === undefined) return journaldLine(fields, format)
      return format === 'json' ? jsonLine(fields) : textLine(fields)
    }
  }
  const write = (entries: readonly LogEntry[]) => {
    const lines = entries.map(lineOf(new Date(now()).toISOString()))
    if (lines.length === 0) return
    file?.write(lines.join('\n'))
    if (file === undefined || aloud()) for (const line of lines) stderr(line)
  }
  return {write, file}
}
