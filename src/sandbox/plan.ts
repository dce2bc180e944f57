import type {Level} from './sandbox.ts'

/** Everything that is settled before a process is made. Its mounts are open descriptors until it is started or released. */
export type Plan = {
  readonly level: Level
  /** The program that is started, and its arguments. */
  readonly argv: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  /** For bubblewrap's descriptors; empty where it is not used. */
  readonly policy: string
  readonly filter: Buffer
  readonly mounts: readonly number[]
  /** The shim is process 1 of a namespace, and bubblewrap says which process of the host that is. */
  readonly enclosed: boolean
  /** Hosts that the network proxy lets through; empty where there is no network. */
  readonly connect: readonly string[]
  /** Folders to be removed once it has ended. */
  readonly leftovers: readonly string[]
}
