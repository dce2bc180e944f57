import {chmodSync, chownSync, lstatSync, rmSync} from 'node:fs'
import {createServer, type Server} from 'node:net'
import {dirname} from 'node:path'
import {pathsFor, type Surroundings} from '../config/paths.ts'
import {makeFolders} from '../events/make-folders.ts'
import {rootSocket} from '../host/root/messages.ts'
import {listenAt} from '../mcp/daemon/listen.ts'
import {peers} from '../mcp/daemon/peers.ts'
import {inherited} from '../mcp/daemon/systemd.ts'
import {problem, type Problem} from '../text/problem.ts'
import {attendJob} from './attend-job.ts'
import {changeable} from './changeable.ts'
import {uidOf} from './uid-of.ts'

/** Jobs at a time. */
const most = 16
/** After so long without one it ends, where systemd listens and starts it again. Milliseconds. */
const idleMs = 60_000

/** Takes jobs from the server's user, and nobody else, until SIGTERM; then what runs is ended first. */
export async function serveRoot(
  around: Surroundings,
  {user, socket = rootSocket}: {readonly user: string; readonly socket?: string},
): Promise<{readonly problems: readonly Problem[]} | undefined> {
  const uid = await uidOf(user)
  if (uid === undefined) return {problems: [problem('root_no_user', {user})]}
  const {run} = pathsFor(around)
  makeFolders(run)
  const peerUid = await peers(run)
  if (peerUid === undefined) return {problems: [problem('root_blind')]}
  const ending = new AbortController()
  const jobs = new Set<Promise<void>>()
  const server = createServer({allowHalfOpen: true}, (connection) => {
    connection.on('error', () => {})
    if (peerUid(connection) !== uid || ending.signal.aborted) return connection.destroy()
    const job = attendJob(connection, {around, uid, ending: ending.signal})
      .catch(() => {})
      .finally(() => {
        connection.destroy()
        jobs.delete(job)
      })
    jobs.add(job)
    return undefined
  })
  server.maxConnections = most
  const descriptor = inherited(process.env).get('root')
  const wrong = await listen(server, socket, {descriptor, uid})
  if (wrong !== undefined) return {problems: [wrong]}
  await over(() => descriptor !== undefined && jobs.size === 0)
  server.close()
  ending.abort()
  await Promise.allSettled(jobs)
  return undefined
}

async function listen(
  server: Server,
  path: string,
  {descriptor, uid}: {readonly descriptor: number | undefined; readonly uid: number},
): Promise<Problem | undefined> {
  if (descriptor === undefined) {
    const folder = dirname(path)
    if (makeFolders(folder, 0o755) !== undefined) chmodSync(folder, 0o755)
    const open = changeable([folder])
    if (open !== undefined) return problem('root_changeable', {path: open})
    if (lstatSync(path, {throwIfNoEntry: false})?.isSocket() === true) rmSync(path)
  }
  await listenAt(server, path, descriptor)
  if (descriptor === undefined) chownSync(path, uid, 0)
  return undefined
}

/** Resolves when it was told to end, or nothing was to do for long. */
async function over(idle: () => boolean): Promise<void> {
  const {promise, resolve} = Promise.withResolvers<void>()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve())
  let since = Date.now()
  const timer = setInterval(() => {
    if (!idle()) since = Date.now()
    else if (Date.now() - since > idleMs) resolve()
  }, 1000)
  await promise
  clearInterval(timer)
}
