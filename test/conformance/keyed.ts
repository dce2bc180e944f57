import {once} from 'node:events'
import {createServer, request, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {onTestFinished} from 'vitest'

/** An address at which `url` answers to whoever asks, for programs that cannot show a key: it is added here, and nothing else. */
export async function keyed(url: URL, key: string): Promise<URL> {
  const proxy = createServer((incoming, outgoing) => onward(url, key, incoming, outgoing))
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  onTestFinished(() => {
    proxy.closeAllConnections()
    proxy.close()
  })
  const {port} = proxy.address() as AddressInfo
  return new URL(url.pathname, `http://127.0.0.1:${port}`)
}

function onward({port}: URL, key: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const {method, url: path, headers} = incoming
  const authorization = `Bearer ${key}`
  const asked = request(
    {host: '127.0.0.1', port, path, method, headers: {...headers, authorization}},
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      outgoing.flushHeaders()
      answer.pipe(outgoing)
    },
  )
  asked.on('error', () => outgoing.destroy())
  outgoing.on('close', () => asked.destroy())
  incoming.pipe(asked)
}
