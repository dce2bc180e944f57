import {errorWords} from '../../text/error-words.ts'
import {problem} from '../../text/problem.ts'
import type {Failure} from '../channel.ts'

/** What another attempt cannot change: the request itself is not taken. */
const final: ReadonlySet<number> = new Set([400, 410, 413, 415, 422])

/**
 * One POST. Anything but a 2xx is a failure, a redirect too: what was signed for one address goes to no other. Nothing of the
 * answer but its status is read.
 */
export async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const where = originOf(url)
  if (where === undefined) return {problem: problem('delivery_address')}
  try {
    const response = await fetch(url, {method: 'POST', redirect: 'manual', headers, body, signal})
    await response.body?.cancel()
    const {status, ok} = response
    if (ok) return undefined
    if (status >= 300 && status < 400) return {problem: problem('delivery_redirect', {where, status})}
    return {problem: problem('delivery_status', {where, status}), ...(final.has(status) && {final: true})}
  } catch (error) {
    return {problem: problem('delivery_unreachable', {where, cause: causeOf(error)})}
  }
}

/** Without path and query, which may hold a key. */
function originOf(url: string): string | undefined {
  try {
    const {origin, protocol} = new URL(url)
    return protocol === 'http:' || protocol === 'https:' ? origin : undefined
  } catch {
    return undefined
  }
}

/** The code of what happened, never its message: that may hold the address. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it failed'
  if (error.name === 'TimeoutError') return 'no answer in time'
  const {code} = (error.cause ?? error) as {readonly code?: unknown}
  return typeof code === 'string' ? errorWords(code) : 'the connection failed'
}
