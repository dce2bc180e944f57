import {setTimeout as delay} from 'node:timers/promises'
import type {McpRequestContext} from '@modelcontextprotocol/server'
import {serveStdio} from '@modelcontextprotocol/server/stdio'
import type {Parrot} from '../host/parrot.ts'
import {attendance} from './attendance.ts'
import {LineTransport, type Streams} from './line-transport.ts'
import type {OwnServer} from './own-server.ts'
import {serverFor} from './server.ts'
import {newSession, type Known} from './session.ts'
import {tellChanges} from './tell-changes.ts'

const lastWordsMs = 1000

/**
 * Serves one client over two streams until it leaves, is nobody any more, or the signal comes. What runs is then ended, with all its processes, and
 * recorded; only after that it resolves.
 */
export async function serveStream(
  parrot: Parrot,
  known: Known,
  streams: Streams,
  signal: AbortSignal,
  kind: 'stdio' | 'socket' = 'stdio',
): Promise<'left' | 'expelled'> {
  const gone = new AbortController()
  const over = Promise.withResolvers<'left' | 'expelled'>()
  const session = newSession(parrot, known, gone.signal, () => over.resolve('expelled'))
  const transport = new LineTransport(streams, () => over.resolve('left'))
  const servers = new Set<OwnServer>()
  const attends = attendance(parrot, kind)
  const factory = async ({era}: McpRequestContext) => {
    const server = await serverFor(session, era)
    servers.add(server)
    attends.came((await session.now()).by)
    return server
  }
  const handle = serveStdio(factory, {transport})
  const stopTelling = tellChanges(session, (change) => {
    for (const server of servers) server.tell(change)
  })
  const how = await Promise.race([over.promise, aborted(signal)])
  stopTelling()
  gone.abort()
  await handle.close()
  await session.ended()
  await attends.left()
  await flush(streams)
  return how
}

/** What a client still reads it gets. */
async function flush({output}: Streams): Promise<void> {
  const until = Date.now() + lastWordsMs
  while (output.writableLength > 0 && !output.destroyed && Date.now() < until) await delay(20)
}

async function aborted(signal: AbortSignal): Promise<'left'> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, {once: true}))
  return 'left'
}
