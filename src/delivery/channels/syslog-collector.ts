import {createSocket} from 'node:dgram'
import {lookup} from 'node:dns/promises'
import {once} from 'node:events'
import {readFileSync} from 'node:fs'
import {connect as connectTcp, isIP, type Socket} from 'node:net'
import {connect as connectTls} from 'node:tls'
import {errorWords} from '../../text/error-words.ts'
import {problem} from '../../text/problem.ts'
import type {Failure} from '../channel.ts'

const ports: Readonly<Record<string, number>> = {'udp:': 514, 'tcp:': 601, 'tls:': 6514}

/**
 * One message to a collector: a datagram (RFC 5426), or over TCP or TLS with its length before it (RFC 6587, RFC 5425). The protocol has no
 * answer: taken is what the other machine's kernel took, and of a datagram not even that is known.
 */
export async function sendToCollector(
  address: string,
  ca: string | undefined,
  message: string,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const {protocol, hostname, port} = new URL(address)
  const to = {host: hostname.replaceAll(/^\[|\]$/g, ''), port: Number(port || ports[protocol])}
  try {
    const bytes = Buffer.from(message)
    if (protocol === 'udp:') await datagram(to, bytes)
    else await stream(protocol === 'tls:' ? secure(to, ca) : connectTcp(to), bytes, signal)
    return undefined
  } catch (error) {
    return {problem: problem('delivery_unreachable', {where: address, cause: causeOf(error)})}
  }
}

type To = {readonly host: string; readonly port: number}

async function datagram({host, port}: To, bytes: Buffer): Promise<void> {
  const {address, family} = await lookup(host)
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
  const {promise, resolve, reject} = Promise.withResolvers<void>()
  socket.once('error', reject)
  socket.send(bytes, port, address, (error) => (error === null ? resolve() : reject(error)))
  try {
    await promise
  } finally {
    socket.close()
  }
}

/** The certificate has to be for that name, and by an authority that is known here, or the one in `ca`. */
function secure({host, port}: To, ca: string | undefined): Socket {
  const name = isIP(host) === 0 ? {servername: host} : {}
  return connectTls({host, port, ...name, ...(ca !== undefined && {ca: readFileSync(ca)})})
}

/** Waits until the other side has closed too: before that a reset could still take the message along. */
async function stream(socket: Socket, bytes: Buffer, signal: AbortSignal): Promise<void> {
  // Whoever waits for its end hears of it; once that is over nobody does, and it is no crash.
  socket.on('error', () => {})
  const stop = () => socket.destroy(signal.reason as Error)
  signal.addEventListener('abort', stop, {once: true})
  try {
    socket.resume()
    socket.end(Buffer.concat([Buffer.from(`${bytes.length} `), bytes]))
    await once(socket, 'close', {signal})
  } finally {
    signal.removeEventListener('abort', stop)
    socket.destroy()
  }
}

/** The code of what happened: a message may hold more than anybody should read. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it failed'
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer in time'
  const {code} = error as {readonly code?: unknown}
  return typeof code === 'string' ? errorWords(code) : 'the connection failed'
}
