import {createServer, type Server, type Socket} from 'node:net'
import type {Parrot} from '../../host/parrot.ts'
import {problem, says} from '../../text/problem.ts'
import {tooMany} from '../../host/too-many.ts'
import {shownBy} from '../http/bearer.ts'
import {serveStream} from '../serve-stream.ts'
import type {Known} from '../session.ts'
import {firstLine} from './first-line.ts'
import type {PeerUid} from './peers.ts'

/** What answers on a Unix socket, a message a line, and listens nowhere yet. */
export type LineDoor = {
  readonly server: Server
  /** Clients that have said something. */
  readonly sessions: () => number
  /** Ends what runs, and the connections. */
  readonly end: () => Promise<void>
}

/** Descriptors are what a connection costs; there are at least as many in every process that systemd starts for us. */
const mostConnections = 8192

/** Who without a key is known by their uid; undefined for nobody. */
export type KnownUid = (parrot: Parrot, uid: number) => Promise<Known | undefined>

const byUid: KnownUid = async (_parrot, uid) => (parrot) => parrot.agentFor(uid)

/** How long somebody may take to show a key who is nobody without one. Milliseconds. */
const strangerMs = 10_000

/**
 * `peerUid` says who connects; where it is undefined everybody needs a key. `mostOfOne`: connections of one user; `mostStrangers`: of all those
 * together who are nobody without a key and have not shown one yet.
 */
export function lineDoor(
  parrot: Parrot,
  longest: number,
  peerUid: PeerUid | undefined,
  {knownUid = byUid, mostOfOne = mostConnections, mostStrangers = mostConnections} = {},
): LineDoor {
  const ending = new AbortController()
  const serving = new Set<Promise<unknown>>()
  const silent = new Set<Socket>()
  const knownBy = whoIs(parrot)
  const inside = new Map<number | undefined, number>()
  let strangers = 0
  const serve = async (socket: Socket, uid: number | undefined) => {
    silent.add(socket)
    const somebody = uid === undefined ? undefined : await knownUid(parrot, uid)
    const stranger = uid !== undefined && somebody === undefined
    if (stranger && strangers >= mostStrangers) return
    strangers += Number(stranger)
    const late = stranger ? setTimeout(() => socket.destroy(), strangerMs) : undefined
    // Before it has said anything it costs a descriptor, and no session.
    const known = await knownBy(socket, uid, somebody).finally(() => {
      clearTimeout(late)
      strangers -= Number(stranger)
    })
    silent.delete(socket)
    if (known === undefined || ending.signal.aborted) return
    const session = serveStream(
      parrot,
      known,
      {input: socket, output: socket, longest},
      ending.signal,
      'socket',
    )
    serving.add(session)
    await session.finally(() => serving.delete(session))
  }
  const server = createServer((socket) => {
    socket.on('error', () => {})
    const uid = peerUid?.(socket)
    const count = inside.get(uid) ?? 0
    if (count >= mostOfOne) return socket.destroy()
    inside.set(uid, count + 1)
    socket.once('close', () => {
      const left = (inside.get(uid) ?? 1) - 1
      if (left > 0) inside.set(uid, left)
      else inside.delete(uid)
    })
    return void serve(socket, uid)
      .catch(() => {})
      .finally(() => {
        silent.delete(socket)
        socket.destroy()
      })
  })
  server.maxConnections = mostConnections
  const end = async () => {
    ending.abort()
    for (const socket of silent) socket.destroy()
    await Promise.allSettled(serving)
  }
  return {server, sessions: () => serving.size, end}
}

const refusedCode = -32_001

/** Who it is that connected, once they have said something; undefined for one that is sent off, which is told why. */
function whoIs(parrot: Parrot) {
  const refused = new Map<string, number[]>()
  return async (
    socket: Socket,
    uid: number | undefined,
    somebody: Known | undefined,
  ): Promise<Known | undefined> => {
    const shown = await firstLine(socket)
    if (shown === 'left') return undefined
    if (shown !== 'wrong' && shown.key === undefined && uid !== undefined)
      return somebody ?? sendOff(socket, 'server_no_role')
    if (shown === 'wrong' || shown.key === undefined) return sendOff(socket, 'server_key_needed')
    const holder = parrot.keyHolder(shown.key)
    if (holder !== undefined) return shownBy(shown.key, holder).known
    if (tooMany(refused, `uid ${uid}`)) return sendOff(socket, 'key_tries')
    await parrot.refuseKey(shown.key, 'mcp')
    return sendOff(socket, 'server_key_wrong')
  }
}

/** The id of what was not read is not known. */
function sendOff(
  socket: Socket,
  why: 'server_key_needed' | 'server_no_role' | 'server_key_wrong' | 'key_tries',
): undefined {
  const error = {code: refusedCode, message: says(problem(why))}
  socket.end(`${JSON.stringify({jsonrpc: '2.0', error})}\n`)
}
