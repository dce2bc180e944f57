import {createServer, type Server, type Socket} from 'node:net'
import type {Parrot} from '../host/parrot.ts'
import {problem, type Problem} from '../text/problem.ts'
import {accountName} from './account-name.ts'
import {attend, type Visit} from './attend.ts'
import {buckets, strangers, type Buckets, type Pace} from './buckets.ts'
import {counter, type Counter} from './counter.ts'
import {wireTo} from './wire.ts'

/** What answers the terminals of a machine's people, and listens nowhere yet. */
export type PeopleDoor = {
  readonly server: Server
  readonly sessions: () => number
  /** Ends what runs, and the connections. */
  readonly end: () => Promise<void>
}

export type PeopleLimits = {
  /** Bytes of the longest line that is read. */
  readonly longest: number
  /** Terminals of one user, and of all. */
  readonly mostOfOne: number
  readonly most: number
  /** Calls of one user at the same time. */
  readonly mostCalls: number
  /** Terminals of all users without a role together: somebody may have as many users as they like (subuid(5)). */
  readonly mostStrangers: number
  /** Connections of one user, and of all users without a role together: each has files looked at and much said before anything is asked. */
  readonly pace: Pace
  readonly strangerPace: Pace
  /** Milliseconds without a word while nothing runs; of somebody without a role. */
  readonly idleMs: number
  readonly strangerIdleMs: number
}

export const usualLimits = {
  mostOfOne: 64,
  most: 2048,
  mostCalls: 8,
  mostStrangers: 64,
  pace: {burst: 64, perSecond: 20},
  strangerPace: {burst: 64, perSecond: 10},
  idleMs: 600_000,
  strangerIdleMs: 10_000,
} as const

/** `peerUid` says who connects: whoever the kernel does not name is not let in. `now` in milliseconds. `nameOf` as accountName has it. */
export function peopleDoor(
  parrot: Parrot,
  peerUid: (socket: Socket) => number | undefined,
  limits: PeopleLimits,
  now: () => number = () => performance.now(),
  nameOf: typeof accountName = accountName,
): PeopleDoor {
  const ending = new AbortController()
  const visits = new Set<Promise<unknown>>()
  const [terminals, calls, refused] = [counter(), counter(), new Map<string, number[]>()]
  const [knocks, strange] = [buckets(limits.pace, now), buckets(limits.strangerPace, now)]
  const server = createServer((socket) => {
    socket.on('error', () => {})
    const uid = peerUid(socket)
    if (uid === undefined || ending.signal.aborted) return socket.destroy()
    // Before its name is looked up, or anything else is done for it.
    if (!knocks.take(uid)) return sendOff(socket, problem('people_often'))
    const leave = terminals.enter(uid, limits.mostOfOne)
    if (leave === undefined) return sendOff(socket, problem('people_full', {most: limits.mostOfOne}))
    const visit: Omit<Visit, 'person'> = {parrot, limits, calls, refused, ending: ending.signal}
    const done = named(uid, nameOf)
      .then(({sure, ...person}) => receive(socket, {...visit, person}, {sure, terminals, strange}))
      .catch(() => {})
      .finally(() => {
        socket.destroy()
        leave()
        visits.delete(done)
      })
    visits.add(done)
    return undefined
  })
  server.maxConnections = limits.most
  const end = async () => {
    ending.abort()
    await Promise.allSettled(visits)
  }
  return {server, sessions: () => visits.size, end}
}

/** Those without a role get little time and few places, by however many users they come. */
async function receive(
  socket: Socket,
  visit: Visit,
  {
    sure,
    terminals,
    strange,
  }: {readonly sure: boolean; readonly terminals: Counter; readonly strange: Buckets},
): Promise<void> {
  const {parrot, person, limits} = visit
  if (parrot.personFor(person).roles.length > 0) return attend(socket, visit)
  // Nobody is told that they have no role because a list was slow.
  if (!sure) return sendOff(socket, problem('people_unnamed'))
  const leave = terminals.enter(strangers, limits.mostStrangers)
  if (leave === undefined) return sendOff(socket, problem('people_strangers'))
  if (!strange.take(strangers)) {
    leave()
    return sendOff(socket, problem('people_often'))
  }
  await attend(socket, {...visit, limits: {...limits, idleMs: limits.strangerIdleMs}}).finally(leave)
}

async function named(uid: number, nameOf: typeof accountName) {
  try {
    const username = await nameOf(uid)
    return {uid, ...(username !== undefined && {username}), sure: true}
  } catch {
    return {uid, sure: false}
  }
}

function sendOff(socket: Socket, refused: Problem): void {
  wireTo(socket).say({refused})
  socket.end()
  socket.destroySoon()
}
