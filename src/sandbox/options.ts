import type {Tracer} from './tracer.ts'

/** What the sandbox needs to know of the process and the machine that it is used from. Nothing is created until a job runs. */
export type SandboxOptions = {
  /** The Node that plugins in JavaScript run on: an absolute path. */
  readonly node: string
  readonly uid: number
  /** A folder for what can be made again: kept probes, small files of /etc. */
  readonly cache: string
  /** A folder for what belongs to live runs. */
  readonly run: string
  /** What every plugin finds in its environment, beside PATH, HOME, TMPDIR and its own: LANG, TZ. */
  readonly env: Readonly<Record<string, string>>
  /** Parrot's own state and configuration: never granted, and hidden below what is. */
  readonly own: readonly string[]
  /** Where bubblewrap is; it is looked for in the usual places where this is not said. */
  readonly bwrap?: string
  /** Follows what runs; a trace of a plugin under development. */
  readonly tracer?: Tracer
}

const bwrapPlaces = ['/usr/bin/bwrap', '/usr/local/bin/bwrap', '/bin/bwrap']

/** Bubblewrap on this machine, or undefined. */
export function bwrapOf({bwrap}: SandboxOptions, exists: (path: string) => boolean): string | undefined {
  return (bwrap === undefined ? bwrapPlaces : [bwrap]).find(exists)
}
