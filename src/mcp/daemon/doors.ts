import type {Server} from 'node:net'
import type {Parrot} from '../../host/parrot.ts'
import type {ServeOptions} from '../../host/server/serve.ts'
import {causeWords} from '../../text/error-words.ts'
import {problem} from '../../text/problem.ts'
import type {Unasked} from '../http/bearer.ts'
import {httpDoor, listen} from '../http/serve-http.ts'
import {longestMessage} from '../longest-message.ts'
import {loopback} from '../loopback.ts'
import {lineDoor} from './line-door.ts'
import {forPeople} from './for-people.ts'
import {listenAt, listenForAll} from './listen.ts'
import type {PeerUid} from './peers.ts'
import {inherited} from './systemd.ts'

type Transport = {
  readonly name: 'socket' | 'http-socket' | 'http' | 'people' | 'people-agents'
  readonly address: string
  readonly server: Server
}

/** All that agents come in by. */
export type Doors = {
  readonly transports: readonly Transport[]
  readonly sessions: () => number
  /** From here on nobody comes in; who is in stays. */
  readonly shut: () => void
  /** Ends what runs, and the connections; resolves when it is recorded. */
  readonly end: () => Promise<void>
}

/** Opens them, the ones that systemd listens on as well as our own. Rejects with a problem where one cannot be opened; then none is. */
export async function openDoors(
  parrot: Parrot,
  options: ServeOptions,
  peerUid: PeerUid | undefined,
): Promise<Doors> {
  const {place, around, http} = options
  const longest = longestMessage(around.env)
  if (longest === undefined) throw fault(problem('input_size_wrong', {most: 1024 ** 3}))
  const address = http === undefined ? undefined : loopback(http)
  if (http !== undefined && address === undefined)
    throw fault(problem('server_http_address', {address: http}))

  const lines = lineDoor(parrot, longest, peerUid)
  const local = httpDoor(parrot, longest, peerUid && byPeer(peerUid))
  const remote = address && httpDoor(parrot, longest)
  const given = inherited(around.env)
  const people = await forPeople(parrot, options, peerUid, longest)
  const transports: Transport[] = []
  const shut = () => {
    for (const {server} of transports) server.close()
  }
  try {
    await listenAt(lines.server, place.socket, given.get('mcp'))
    transports.push({name: 'socket', address: place.socket, server: lines.server})
    await listenAt(local.server, place.http, given.get('http'))
    transports.push({name: 'http-socket', address: place.http, server: local.server})
    for (const {name, server, path} of people) {
      await listenForAll(server, path)
      transports.push({name, address: path, server})
    }
    if (remote && address) {
      const at = await listen(remote.server, address)
      transports.push({name: 'http', address: at, server: remote.server})
    }
  } catch (error) {
    shut()
    throw fault(
      problem('server_listen', {
        address: place.folder,
        cause: causeWords(error),
      }),
    )
  }
  return {
    transports,
    sessions: () =>
      lines.sessions() +
      local.callers() +
      (remote?.callers() ?? 0) +
      people.reduce((sum, door) => sum + door.sessions(), 0),
    shut,
    end: async () => {
      await Promise.all([lines.end(), local.end(), remote?.end(), ...people.map((door) => door.end())])
    },
  }
}

/** Callers without a key on the HTTP socket, by their uid. */
const byPeer =
  (peerUid: PeerUid): Unasked =>
  ({socket}) => {
    const uid = peerUid(socket)
    if (uid === undefined) return undefined
    return {id: `uid ${uid}`, proof: '', known: ({agentFor}) => agentFor(uid)}
  }

const fault = (about: ReturnType<typeof problem>) => Object.assign(new Error(about.code), {problem: about})
