import type {Problem} from '../text/problem.ts'

/**
 * How strongly one run was confined. `enforced`: by namespaces, seccomp and limits. `degraded(…)`: enforced but for what
 * is named. `seatbelt` and `bare`: shipped read-only plugins on a machine without an engine. `bypassed`: asked for, and allowed.
 */
export type Level = 'enforced' | `degraded(${string})` | 'seatbelt' | 'bare' | 'bypassed'

/** Everything a run may touch. Paths are absolute, on the host, already expanded and consented to. */
export type Grants = {
  readonly read: readonly string[]
  readonly write: readonly string[]
  /** `host:port`, `host:*`, `*.suffix:443`, the path of a socket; empty means no network at all. */
  readonly connect: readonly string[]
  /** Program names or absolute paths, besides the interpreter and the ordinary shell tools. */
  readonly exec: readonly string[]
  /** `root`, `backup`, `docker`, `systemd`. */
  readonly sys: readonly string[]
}

export type RunLimits = {
  readonly timeoutMs: number
  /** Between SIGTERM and the end of the whole tree. */
  readonly graceMs: number
  readonly outputBytes: number
  readonly memoryBytes: number
  readonly pids: number
  readonly cpuSeconds?: number
  /**
   * What the plugin may store in /tmp, and (where nothing is kept) in /data, and the size of one file. All that is kept in
   * /data may be 1 GiB where this is less; it is watched, with the room that is left on that disk.
   */
  readonly diskBytes: number
}

/** One program to run, once, confined. */
export type Job = {
  readonly call: string
  readonly plugin: string
  /** The plugin's verified folder; it appears as /plugin, read-only. */
  readonly dir: string
  /** The file to start, relative to `dir`, checked to be inside it. `.js`, `.mjs`, `.cjs`, `.ts` run on the host's own Node; anything else by its #! line. */
  readonly entry: string
  /** The plugin's own folder, kept between runs; it appears as /data. Absent: /data is empty and forgotten. */
  readonly data?: string
  /** /data is read-only too, and a weaker level is acceptable when `shipped`. */
  readonly readOnly: boolean
  /** Comes with Parrot and its digest is the release's. */
  readonly shipped: boolean
  /** `--unsandboxed`, and the role holds sandbox:bypass. */
  readonly bypass: boolean
  readonly env: Readonly<Record<string, string>>
  readonly stdin: string
  readonly grants: Grants
  readonly limits: RunLimits
}

export type Progress = {readonly progress: number; readonly message?: string}

/** Called while it runs; none of them may throw, none is waited for. */
export type Watch = {
  readonly progress?: (progress: Progress) => void
  /** It says that something it offers over MCP is another now: `tools`, `prompts`, `resources`, or the address of a resource. */
  readonly changed?: (what: string) => void
  /** One line of stderr, as the plugin wrote it: untrusted text. */
  readonly log?: (line: string) => void
  /** Its caller took it back, so it was asked to end; what is still there in so many milliseconds is killed. */
  readonly ending?: (leftMs: number) => void
  /** The outermost process of the run exists: its pid and start time (clock ticks since boot, /proc/<pid>/stat field 22). */
  readonly started?: (process: {readonly pid: number; readonly startTime: string}) => void
}

/** How a run ended. The first cause wins. stdout and stderr are what was kept below the limit, decoded as UTF-8. */
export type Exit = {
  readonly because:
    'exited' | 'timed_out' | 'cancelled' | 'output_limit' | 'memory_limit' | 'process_limit' | 'disk_limit'
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
  readonly level: Level
  /** Set where it was ended for a cause other than its own, and SIGTERM was not enough. */
  readonly killed: boolean
  /** Requests that the network allow-list refused, for the record and the answer. */
  readonly refused: readonly string[]
}

/** There is nothing strong enough here for this job; nothing was started. */
export type Refusal = {readonly refused: Problem}

/**
 * Runs one job confined and resolves when it and all its children are gone. Confines at least what was asked or refuses;
 * never runs unconfined instead. Safe to call concurrently. Rejects only where Parrot itself is at fault.
 */
export type Sandbox = {
  run(job: Job, signal: AbortSignal, watch: Watch): Promise<Exit | Refusal>
}
