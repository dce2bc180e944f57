import {phrase} from '../../text/phrase.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {lastLine, runProgram} from '../system-program.ts'
import {isClosed} from './system-journal.ts'

/** One line of a unit's log. Its text is the program's own: untrusted. */
export type LogLine = {
  /** ISO 8601, UTC. */
  readonly at: string
  /** 0 emerg … 7 debug, as syslog counts. */
  readonly priority: number | null
  readonly by: string
  readonly text: string
}

type Which = {
  readonly lines: number
  readonly since?: string | undefined
  readonly priority?: string | undefined
  /** A unit of this user's own systemd. */
  readonly user?: boolean
}

const longest = 4096

/** The last lines that a unit logged, oldest first; a problem where the journal cannot be read. */
export async function journalLines(
  unit: string,
  {lines, since, priority, user = false}: Which,
  signal: AbortSignal,
): Promise<{readonly lines: readonly LogLine[]; readonly problem?: Problem}> {
  const args = [
    '--no-pager',
    '--quiet',
    '--all',
    '--output=json',
    '--output-fields=MESSAGE,PRIORITY,SYSLOG_IDENTIFIER,_COMM',
    `--lines=${lines}`,
    `${user ? '--user-unit' : '--unit'}=${unit}`,
    ...(since === undefined ? [] : [`--since=${since}`]),
    ...(priority === undefined ? [] : [`--priority=${priority}`]),
  ]
  const {ok, stdout, stderr} = await runProgram('journalctl', args, {signal})
  if (!ok) return {lines: [], problem: problem('service_journal', {cause: lastLine(stderr) || 'journalctl'})}
  const found = readJournal(stdout)
  if (found.length > 0 || user || !isClosed()) return {lines: found}
  return {lines: [], problem: problem('service_journal', {cause: phrase('it is not open to this user')})}
}

/** Reads what `journalctl --output=json` prints. */
export function readJournal(text: string): readonly LogLine[] {
  return text.split('\n').flatMap(lineOf)
}

function lineOf(json: string): LogLine[] {
  if (json === '') return []
  const entry = JSON.parse(json) as Readonly<Record<string, unknown>>
  const priority = Number(entry['PRIORITY'] ?? Number.NaN)
  return [
    {
      at: new Date(Number(entry['__REALTIME_TIMESTAMP']) / 1000).toISOString(),
      priority: Number.isInteger(priority) ? priority : null,
      by: text(entry['SYSLOG_IDENTIFIER'] ?? entry['_COMM']),
      text: text(entry['MESSAGE']).slice(0, longest),
    },
  ]
}

/** What is not plain text comes as a list of bytes; a field that came twice, as a list of texts. */
function text(value: unknown): string {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return ''
  const bytes = value.every((one) => typeof one === 'number')
  return bytes ? Buffer.from(value).toString('utf8') : text(value[0])
}
