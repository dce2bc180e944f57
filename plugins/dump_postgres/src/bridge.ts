import {request} from 'node:http'
import {createServer, type AddressInfo, type Socket} from 'node:net'

/** A port in this sandbox that leads to the server. */
export type Bridge = {
  readonly port: number
  /** Why a connection did not come about, or ''. */
  readonly trouble: () => string
  readonly close: () => void
}

/**
 * PostgreSQL's programs know nothing of proxies, and the sandbox has no other way out: what connects to this port is taken through
 * the proxy to `server`, a `host:port` or the path of a socket.
 */
export async function openBridge(server: string, proxy: string): Promise<Bridge> {
  let trouble = ''
  const bridge = createServer((client) => void join(client))
  const join = async (client: Socket) => {
    client.on('error', () => client.destroy())
    try {
      const onward = await throughProxy(server, new URL(proxy))
      onward.on('error', () => client.destroy())
      client.on('close', () => onward.destroy())
      onward.on('close', () => client.destroy())
      client.pipe(onward).pipe(client)
    } catch (error) {
      trouble = (error as Error).message
      client.destroy()
    }
  }
  await new Promise<void>((resolve, reject) => bridge.once('error', reject).listen(0, '127.0.0.1', resolve))
  return {
    port: (bridge.address() as AddressInfo).port,
    trouble: () => trouble,
    close: () => void bridge.close(),
  }
}

function throughProxy(server: string, {hostname, port}: URL): Promise<Socket> {
  const path = server.startsWith('/') ? `${encodeURIComponent(server)}:0` : server
  return new Promise((resolve, reject) => {
    request({host: hostname, port, method: 'CONNECT', path, agent: false})
      .on('connect', ({statusCode, headers}, socket: Socket, head: Buffer) => {
        if (statusCode === 200) {
          socket.unshift(head)
          return resolve(socket)
        }
        socket.destroy()
        reject(new Error(refusal(server, String(headers['x-parrot-refused'] ?? statusCode))))
      })
      .on('error', () =>
        reject(new Error(`nothing takes connections at ${server}: is PostgreSQL running there?`)),
      )
      .end()
  })
}

function refusal(server: string, reason: string): string {
  if (reason === 'does not resolve') return `${server} does not resolve: look at POSTGRES_SERVER`
  if (reason === 'no socket is there')
    return `there is no socket at ${server}: is PostgreSQL running, and is that its folder?`
  if (reason === 'leads to a private address')
    return `${server} leads to a private address: write that address itself into POSTGRES_SERVER`
  return `the sandbox does not let it through: ${server} is ${reason}`
}
