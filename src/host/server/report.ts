import type {Part} from '../world-parts.ts'
import type {ReloadCounts} from '../worlds.ts'

/** What a server says of itself when it is asked. */
export type ServerReport = {
  readonly state: 'running' | 'stopping'
  readonly version: string
  readonly pid: number
  /** The state folder of its home; one of a version before it said so says nothing. */
  readonly records?: string
  /** ISO 8601, UTC. */
  readonly started: string
  readonly uptimeSeconds: number
  /** By what the Unix socket tells its callers apart. */
  readonly identity: 'peer' | 'key'
  /** systemd started it. */
  readonly unit: boolean
  readonly transports: readonly {
    readonly name: 'socket' | 'http-socket' | 'http' | 'people' | 'people-agents'
    readonly address: string
    readonly connections: number
  }[]
  readonly sessions: number
  readonly calls: {readonly running: number; readonly total: number}
  /** When it was last asked to, or took files that had changed. */
  readonly lastReload: string | null
  /** Since it started. */
  readonly reloads: Omit<ReloadCounts, 'takenAt'>
  /** Why what the files say now is not taken; what was taken before holds on. Empty where it is taken. */
  readonly refused: readonly string[]
  /** Of the sandbox of this server, which may be another one than at a terminal. */
  readonly sandbox: string
}

/** What came of a reload; see host/worlds.ts. `refused`: nothing was taken. */
export type Reloaded = {
  readonly changed: readonly string[]
  readonly restart: readonly string[]
  readonly refused: boolean
  readonly problems: readonly string[]
}

/** What a server does when it is asked to, and what it says. */
export type Control = {
  readonly status: () => Promise<ServerReport>
  readonly reload: (only?: readonly Part[]) => Promise<Reloaded>
  /** Begins to end: no new calls; resolves at once. `now`: what runs is not waited for. */
  readonly stop: (now: boolean) => Promise<{readonly stopping: true}>
}
