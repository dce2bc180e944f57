import type {LogLevel} from '../../config/log-config.ts'
import type {Surroundings} from '../../config/paths.ts'
import type {Parrot} from '../parrot.ts'
import type {ServerPlace} from './place.ts'

export type ServeOptions = {
  readonly place: ServerPlace
  readonly around: Surroundings
  /** Milliseconds that running calls get to finish in once it is told to end. */
  readonly drainMs: number
  /** A port, or an address of this machine's own and a port, for HTTP besides the sockets. */
  readonly http?: string
  /** How well plugins are confined by this process. */
  readonly sandbox: () => Promise<string>
  /** Told what happens to it, a line each. */
  readonly log: (line: string, level?: LogLevel) => void
  /** Told that it serves, and that it does no more. Rejects where that cannot be recorded; then it does not serve. */
  readonly record: (
    event: 'SERVER_STARTED' | 'SERVER_STOPPED' | 'CONFIG_RELOADED',
    about: object,
  ) => Promise<void>
}

/** What it was, once it is over. */
export type Served = {
  readonly uptimeSeconds: number
  readonly calls: number
  /** Calls that did not end in time and were cancelled. */
  readonly cancelled: number
}

/** Serves agents over sockets until the signal comes and all is ended and recorded. Whoever calls it holds the place. */
export type Serve = (parrot: Parrot, options: ServeOptions, signal: AbortSignal) => Promise<Served>
