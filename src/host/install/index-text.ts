import {isUtf8} from 'node:buffer'
import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs'
import {printable} from '../../manifest/show.ts'
import {errorWords} from '../../text/error-words.ts'
import {problem, type Problem} from '../../text/problem.ts'

/** How long somebody waits for one index, and the word to stop before. */
export type Patience = {readonly ms: number; readonly signal: AbortSignal}

type Text = {readonly text: string} | {readonly problem: Problem}

const largest = 4 * 1024 ** 2
const mostRedirects = 5

class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

export const isWeb = (place: string) => /^https?:\/\//i.test(place)

/** An address without what is in it for the server alone: a password, a token. */
export function shown(address: string): string {
  if (!URL.canParse(address)) return address
  const {protocol, host, pathname} = new URL(address)
  return `${protocol}//${host}${pathname}`
}

/** What is at an http or https address: at most 4 MiB of UTF-8, in time, and from no other scheme than was asked. */
export async function webText(address: string, {ms, signal}: Patience): Promise<Text> {
  const index = printable(shown(address))
  const late = AbortSignal.timeout(ms)
  try {
    const response = await get(new URL(address), AbortSignal.any([signal, late]), index)
    if (!response.ok) {
      await response.body?.cancel()
      throw new Refused(problem('index_status', {index, status: response.status}))
    }
    return {text: textOf(await bytesOf(response, index), index)}
  } catch (error) {
    if (error instanceof Refused) return {problem: error.problem}
    if (late.aborted) return {problem: problem('index_slow', {index, seconds: ms / 1000})}
    return {problem: problem('index_unreachable', {index, cause: printable(causeOf(error))})}
  }
}

/** What is in a file: a regular one of at most 4 MiB of UTF-8. */
export function fileText(file: string): Text {
  const index = printable(file)
  let fd: number | undefined
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK)
    const stats = fstatSync(fd)
    if (!stats.isFile()) return {problem: problem('index_wrong', {index, cause: 'it is not a regular file'})}
    if (stats.size > largest) return {problem: problem('index_too_large', {index})}
    const bytes = Buffer.alloc(stats.size)
    return {text: textOf(bytes.subarray(0, readSync(fd, bytes)), index)}
  } catch (error) {
    if (error instanceof Refused) return {problem: error.problem}
    return {problem: problem('index_unreachable', {index, cause: printable(causeOf(error))})}
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

async function get(address: URL, signal: AbortSignal, index: string, followed = 0): Promise<Response> {
  if (address.username !== '' || address.password !== '')
    throw new Refused(
      problem('index_unreachable', {index, cause: 'a name or a password stands in the address'}),
    )
  const response = await fetch(address, {
    redirect: 'manual',
    signal,
    headers: {accept: 'application/json'},
  })
  const location = response.headers.get('location')
  if (location === null || response.status < 300 || response.status > 399) return response
  await response.body?.cancel()
  const next = URL.canParse(location, address) ? new URL(location, address) : undefined
  if (next?.protocol !== address.protocol || followed === mostRedirects)
    throw new Refused(problem('index_redirect', {index, place: printable(shown(location)).slice(0, 200)}))
  return get(next, signal, index, followed + 1)
}

/** Counted as they come and after they were unpacked: what a server says of its length is only words. */
async function bytesOf(response: Response, index: string): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > largest) throw new Refused(problem('index_too_large', {index}))
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function textOf(bytes: Buffer, index: string): string {
  if (!isUtf8(bytes)) throw new Refused(problem('index_wrong', {index, cause: 'it is not UTF-8'}))
  return bytes.toString('utf8')
}

/** fetch keeps what happened in the cause of its error. A code can be looked up, and holds nothing of the address. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const {code, message} = (error.cause ?? error) as {readonly code?: unknown; readonly message?: unknown}
  return typeof code === 'string' ? errorWords(code) : String(message)
}
