import {isLegacyRequest, WebStandardStreamableHTTPServerTransport} from '@modelcontextprotocol/server'
import {problem, says} from '../../text/problem.ts'
import type {OwnServer} from '../own-server.ts'
import {serverFor} from '../server.ts'
import type {Change, Session} from '../session.ts'
import {refusal} from './guard.ts'

/** The sessions that one caller has in the 2025 era, in which the server can ask the client something in mid-call. */
export type LegacySessions = {
  /** Undefined for what belongs to no session and begins none. */
  readonly fetch: (request: Request, body?: unknown) => Promise<Response | undefined>
  readonly tell: (change: Change) => void
  readonly end: () => Promise<void>
}

type Open = {
  readonly server: OwnServer
  readonly transport: WebStandardStreamableHTTPServerTransport
  usedAt: number
}
type Message = {readonly method?: unknown; readonly id?: unknown}

const header = 'mcp-session-id'
/** A client that has more than these has forgotten some; the one that was used longest ago goes first. */
const most = 32
/** Milliseconds. */
const idle = 30 * 60_000

/** None yet. */
export function legacySessions(session: Session): LegacySessions {
  const all = new Map<string, Open>()
  const end = async (id: string) => {
    const open = all.get(id)
    all.delete(id)
    await open?.server.close()
  }
  const begin = async (request: Request, parsedBody: unknown) => {
    await Promise.all(surplus(all).map((id) => end(id)))
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => process.getBuiltinModule('node:crypto').randomUUID(),
      onsessioninitialized: (id) => void all.set(id, {server, transport, usedAt: Date.now()}),
      onsessionclosed: end,
    })
    const server = await serverFor(session, 'legacy')
    await server.connect(transport)
    return transport.handleRequest(request, {parsedBody})
  }
  return {
    fetch: async (request, body) => {
      const id = request.headers.get(header)
      const message = typeof body === 'object' && body !== null ? (body as Message) : undefined
      if (!(await isLegacyRequest(request, body))) return undefined
      if (id === null) return message?.method === 'initialize' ? begin(request, body) : undefined
      const open = all.get(id)
      // Somebody else's is not there either.
      if (open === undefined) return refusal(404, says(problem('http_session')))
      open.usedAt = Date.now()
      endWithRequest(open, request.signal, message)
      return open.transport.handleRequest(request, {parsedBody: body})
    },
    tell: (change) => {
      for (const {server} of all.values()) server.tell(change)
    },
    end: async () => {
      await Promise.all([...all.keys()].map((id) => end(id)))
    },
  }
}

/** Answers are kept for nobody, so whoever hangs up before one has come takes back what was asked. */
function endWithRequest({transport}: Open, signal: AbortSignal, message: Message | undefined): void {
  const {id, method} = message ?? {}
  if (typeof method !== 'string' || (typeof id !== 'string' && typeof id !== 'number')) return
  const cancel = () =>
    transport.onmessage?.({jsonrpc: '2.0', method: 'notifications/cancelled', params: {requestId: id}})
  signal.addEventListener('abort', cancel, {once: true})
}

function surplus(all: ReadonlyMap<string, Open>): string[] {
  const byAge = [...all].sort(([, a], [, b]) => a.usedAt - b.usedAt)
  const late = Date.now() - idle
  return byAge.filter(([, {usedAt}], at) => usedAt < late || byAge.length - at >= most).map(([id]) => id)
}
