import {request} from 'node:http'
import {isIP, type Socket} from 'node:net'
import {connect as secure, rootCertificates} from 'node:tls'

/** The sandbox itself did not let it through: nothing was asked of the site. */
export class NotAsked extends Error {}

/**
 * A connection to the host of `url`, vouched for by `ca` or by those whom Node trusts, by the proxy of the sandbox. As a tunnel, also for plain http: then whatever comes
 * through it was said by the site, and what the proxy has to say came before.
 */
export async function tunnel(url: URL, ca: string, signal: AbortSignal): Promise<Socket> {
  const through = await opened(url.hostname, url.port || (url.protocol === 'https:' ? '443' : '80'), signal)
  if (url.protocol === 'http:') return through
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return secure({
    socket: through,
    host,
    ...(isIP(host) === 0 && {servername: host}),
    ...(ca !== '' && {ca: [...rootCertificates, ca]}),
  })
}

function opened(host: string, port: string, signal: AbortSignal): Promise<Socket> {
  const proxy = new URL(process.env['HTTP_PROXY'] ?? '')
  const path = `${host}:${port}`
  return new Promise((resolve, reject) => {
    request({host: proxy.hostname, port: proxy.port, method: 'CONNECT', path, signal, agent: false})
      .on('connect', ({statusCode, headers}, socket: Socket) => {
        if (statusCode === 200) return resolve(socket)
        socket.destroy()
        reject(refusal(path, String(headers['x-parrot-refused'] ?? statusCode)))
      })
      .on('error', (error) => reject(signal.aborted ? error : new Error(`${path} does not take connections`)))
      .end()
  })
}

function refusal(path: string, reason: string): Error {
  if (reason === 'does not resolve') return new Error(`${path} does not resolve`)
  return new NotAsked(`the sandbox does not let it through: ${path} is ${reason}`)
}
