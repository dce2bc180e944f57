import {once} from 'node:events'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {onTestFinished} from 'vitest'

/** A REST server as restic wants one, in memory. Stopped when the test is finished. */
export async function restServer(address: string) {
  const files = new Map<string, Buffer>()
  const server = createServer((asked, answer) => {
    const url = new URL(asked.url ?? '/', 'http://server')
    const pieces: Buffer[] = []
    asked.on('data', (piece: Buffer) => pieces.push(piece))
    asked.on('end', () => {
      const {
        status,
        body = Buffer.alloc(0),
        type = 'application/octet-stream',
      } = served(files, asked.method ?? '', url, Buffer.concat(pieces), asked.headers.range)
      answer.writeHead(status, {'content-type': type, 'content-length': body.length})
      answer.end(asked.method === 'HEAD' ? undefined : body)
    })
  })
  server.listen(0, address)
  await once(server, 'listening')
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  onTestFinished(stop)
  return {url: `http://${address}:${(server.address() as AddressInfo).port}/`, files, stop}
}

type Answer = {readonly status: number; readonly body?: Buffer; readonly type?: string}

function served(
  files: Map<string, Buffer>,
  method: string,
  {pathname}: URL,
  body: Buffer,
  range: string | undefined,
): Answer {
  if (method === 'POST') {
    if (pathname !== '/') files.set(pathname, body)
    return {status: 200}
  }
  if (pathname.endsWith('/')) {
    const found = [...files].filter(([name]) => name.startsWith(pathname))
    const list = found.map(([name, {length: size}]) => ({name: name.slice(pathname.length), size}))
    return {status: 200, body: Buffer.from(JSON.stringify(list)), type: 'application/vnd.x.restic.rest.v2'}
  }
  const file = files.get(pathname)
  if (file === undefined) return {status: 404}
  if (method === 'DELETE') files.delete(pathname)
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
  if (from === undefined) return {status: 200, body: file}
  return {status: 206, body: file.subarray(Number(from), to ? Number(to) + 1 : undefined)}
}
