import type {ServerResponse} from 'node:http'
import {Readable} from 'node:stream'
import {pipeline} from 'node:stream/promises'

/** Writes an answer as it comes, no faster than it is read. A client that has left is no fault. */
export async function send({status, headers, body}: Response, response: ServerResponse): Promise<void> {
  if (response.destroyed) {
    await body?.cancel()
    return
  }
  response.writeHead(status, Object.fromEntries(headers))
  if (body === null) {
    response.end()
    return
  }
  response.flushHeaders()
  await pipeline(Readable.fromWeb(body), response).catch(() => {})
}
