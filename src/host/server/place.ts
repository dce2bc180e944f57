import {lstatSync} from 'node:fs'
import {join} from 'node:path'
import type {Paths} from '../../config/paths.ts'
import {makeFolders} from '../../events/make-folders.ts'
import {logPlace} from '../log-place.ts'
import {problem, type Problem} from '../../text/problem.ts'

/** Where a server is to be found, and what it keeps of itself. Absolute paths. */
export type ServerPlace = {
  /** Closed to everybody else; the sockets and the PID file lie in it. */
  readonly folder: string
  readonly pidFile: string
  readonly socket: string
  readonly http: string
  /** For `status`, `stop` and `reload`. */
  readonly control: string
  /** Of this home, wherever its sockets are: who runs, the lock of whoever does, and what is said. */
  readonly note: string
  readonly log: string
}

/** sun_path of unix(7), without its end. */
const longestPath = 107

export function serverPlace({run, state}: Pick<Paths, 'run' | 'state'>): ServerPlace {
  const own = join(state, 'server')
  return {
    folder: run,
    pidFile: join(run, 'mcp.pid'),
    socket: join(run, 'mcp.sock'),
    http: join(run, 'http.sock'),
    control: join(run, 'control.sock'),
    note: join(own, 'running.json'),
    log: logPlace({state}),
  }
}

/** Makes the folder where there is none. A problem where somebody else could come to what lies in it. */
export function makeFolder({folder, control}: ServerPlace, uid: number): Problem | undefined {
  if (Buffer.byteLength(control) > longestPath) return problem('server_path', {folder, most: longestPath})
  makeFolders(folder)
  return looseFolder(folder, uid)
}

/** Not a folder of this user's own that is closed to everybody else. */
export function looseFolder(folder: string, uid: number): Problem | undefined {
  const stats = lstatSync(folder)
  const closed = stats.isDirectory() && stats.uid === uid && (stats.mode & 0o077) === 0
  return closed ? undefined : problem('server_folder', {folder})
}
