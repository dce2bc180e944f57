import {once} from 'node:events'
import {createServer, type RequestListener} from 'node:http'
import type {AddressInfo} from 'node:net'
import {onTestFinished} from 'vitest'

/** A real server on this machine that answers as told, gone after the test, whatever still hangs on it. */
export async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** One that answers everything with this document. */
export function serveJson(document: unknown): Promise<string> {
  return serve((_, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(typeof document === 'string' ? document : JSON.stringify(document))
  })
}

export const digest = `sha512-${'Ab3+'.repeat(21)}/w==`

/** An entry that nothing is wrong with. */
export function entry(change: Record<string, unknown> = {}) {
  return {
    name: 'weather',
    version: '1.2.0',
    description: 'The weather of a place',
    source: 'npm:weather@1.2.0',
    digest,
    ...change,
  }
}

export const index = (...plugins: readonly unknown[]) => ({version: 1, plugins})
