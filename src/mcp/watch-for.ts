import {LOG_LEVEL_META_KEY, type LoggingLevel, type ServerContext} from '@modelcontextprotocol/server'
import type {Watch} from '../sandbox/sandbox.ts'
import {plainLine} from '../text/plain.ts'

/** As RFC 5424 orders them. */
const levels = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'] as const

const patterns: readonly (readonly [RegExp, LoggingLevel])[] = [
  [/^(?:fatal|critical)\b/i, 'critical'],
  [/^error\b/i, 'error'],
  [/^warn(?:ing)?\b/i, 'warning'],
  [/^debug\b/i, 'debug'],
]

/** Notifications between two of which less than so many milliseconds pass tell a client nothing more. */
const apart = 100

/** Tells a client what happens while a plugin runs, as far as it asked: progress by its token, log lines from its level on. */
export function watchFor({mcpReq}: ServerContext, tool: string, asked?: LoggingLevel): Watch {
  const {_meta: meta} = mcpReq
  const token = meta?.progressToken
  const level = levelIn(mcpReq.envelope) ?? asked
  return {
    ...(token !== undefined && {progress: progressTo(mcpReq, token)}),
    ...(level !== undefined && {log: logTo(mcpReq, tool, level)}),
  }
}

/** A request of 2026 says it itself; before that a client said it once for all. */
function levelIn(envelope: object | undefined): LoggingLevel | undefined {
  const said = (envelope as Readonly<Record<string, unknown>> | undefined)?.[LOG_LEVEL_META_KEY]
  return levels.find((level) => level === said)
}

type Request = ServerContext['mcpReq']

/** Each has to be further on than the one before it. */
function progressTo({notify}: Request, progressToken: string | number): NonNullable<Watch['progress']> {
  let told = -1
  let at = 0
  return ({progress, message}) => {
    const now = performance.now()
    if (progress <= told || (now - at < apart && progress < 1)) return
    told = progress
    at = now
    const said = message === undefined ? {} : {message: plainLine(message)}
    send(notify({method: 'notifications/progress', params: {progressToken, progress, total: 1, ...said}}))
  }
}

function logTo({notify}: Request, logger: string, from: LoggingLevel): NonNullable<Watch['log']> {
  const lowest = levels.indexOf(from)
  return (line) => {
    const level = levelOf(line)
    if (levels.indexOf(level) < lowest) return
    const data = plainLine(line, 2000)
    send(notify({method: 'notifications/message', params: {level, logger, data}}))
  }
}

function levelOf(line: string): LoggingLevel {
  return patterns.find(([pattern]) => pattern.test(line))?.[1] ?? 'info'
}

/** A client that has left needs no notification. */
function send(sent: Promise<void>): void {
  sent.catch(() => {})
}
