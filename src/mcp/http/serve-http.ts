import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import type {Parrot} from '../../host/parrot.ts'
import {bearer, type Unasked} from './bearer.ts'
import {callers} from './callers.ts'
import {exchange} from './exchange.ts'
import {guard} from './guard.ts'
import {send} from './send.ts'

export type HttpOptions = {
  /** An address of this machine's own, and a port; 0 for any that is free. */
  readonly host: string
  readonly port: number
  /** Bytes of the longest body that is read. */
  readonly longest: number
  /** Told once it answers. */
  readonly listening: (address: string) => void
}

/** Slow senders hold a connection no longer than this. Milliseconds. */
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 2000,
} as const
const mostConnections = 256

/**
 * Serves Streamable HTTP until the signal comes: in both eras, to whoever shows an API key. What runs is then ended and
 * recorded; only after that it resolves. Rejects where it cannot listen.
 */
export async function serveHttp(parrot: Parrot, options: HttpOptions, signal: AbortSignal): Promise<void> {
  const {server, end} = httpDoor(parrot, options.longest)
  options.listening(await listen(server, options))
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, {once: true}))
  server.close()
  await end()
}

/** What answers over HTTP, and listens nowhere yet. */
export type HttpDoor = {
  readonly server: Server
  /** Callers that something is kept for. */
  readonly callers: () => number
  /** Ends what runs, and the connections. */
  readonly end: () => Promise<void>
}

/** `unasked` says who it is that shows no key, where that can be known. */
export function httpDoor(parrot: Parrot, longest: number, unasked?: Unasked): HttpDoor {
  const known = callers(parrot)
  const authenticate = bearer(parrot, unasked)
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const refused = guard(request) ?? (await authenticate(request))
    if (refused instanceof Response) return send(refused, response)
    return exchange(known.of(refused), request, response, longest)
  }
  const server = createServer({...patience, maxHeaderSize: 16_384}, (request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  server.maxConnections = mostConnections
  const end = async () => {
    await known.end()
    server.closeAllConnections()
  }
  return {server, callers: known.count, end}
}

/** The address it is to be found at. Rejects where it cannot listen there. */
export async function listen(
  server: Server,
  {host, port}: Pick<HttpOptions, 'host' | 'port'>,
): Promise<string> {
  const {promise, resolve, reject} = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen({host, port, exclusive: true}, resolve)
  await promise
  const {address, family, port: taken} = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}/mcp`
}
