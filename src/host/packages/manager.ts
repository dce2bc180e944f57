import type {Problem} from '../../text/problem.ts'

/** One package that an update would bring from one version to another, or newly. */
export type Change = {
  readonly name: string
  readonly arch: string
  /** Null where it is new. */
  readonly from: string | null
  readonly to: string
  /** Who publishes it, as the manager says it. */
  readonly origin: string
  readonly security: boolean
}

/** A newer version that an update leaves alone. */
export type Kept = {
  readonly name: string
  readonly from: string
  readonly to: string
  /** held: somebody said so. needs: others would have to go. phased: its publisher lets it out bit by bit. */
  readonly because: 'held' | 'needs' | 'phased'
}

export type Pending = {
  readonly changes: readonly Change[]
  readonly kept: readonly Kept[]
  /** When what is known of newer versions was last fetched; ISO 8601, UTC. */
  readonly listsAt: string | null
}

/** What is installed under a name: `settled` is false for what was left half way. */
export type Installed = {
  readonly name: string
  readonly arch: string
  readonly version: string
  readonly state: string
  readonly settled: boolean
}

/** The process that keeps others from changing packages now; `pid` is 0 where none is found that does, and the file stays. */
export type Holder = {readonly pid: number; readonly program: string; readonly file: string}

/** Where an older version is to be had: by name from a source, or as a file; null for nowhere. */
export type Older = {readonly change: Change; readonly word: string | null}

export type Doing = {
  readonly signal: AbortSignal
  /** A line of what the manager says, as it says it. */
  readonly log: (line: string) => void
  /** The manager's own words are kept here, past the end of this process. */
  readonly logFile: string
}

/** `set`: what it would have done was not what was asked; `locked`: another was first. Nothing was done then. `failed`: it began, and did not get through. */
export type End = {
  readonly end: 'done' | 'failed' | 'set' | 'locked'
  /** What the manager says was wrong; empty where nothing was. */
  readonly cause: string
  /** Configuration files that somebody had changed, and that were left as they are. */
  readonly conffiles: readonly string[]
}

/**
 * What a system's packages are managed with. Nothing here asks a question, starts a newer system release, removes a package
 * or reboots. What only reads works for any user and never waits for a lock.
 */
export type PackageManager = {
  readonly name: string
  /** The systems it is the manager of: what their /etc/os-release says as ID or ID_LIKE. */
  readonly systems: readonly string[]
  /** The names of packages that keep running in their old version until the machine starts anew. */
  readonly lasting: RegExp
  /** For a person: the command that finishes what was left half way. */
  readonly mend: string
  /** For a person: where it is said what newer versions are fetched from. */
  readonly sources: string
  readonly isHere: () => boolean
  /** What a safe upgrade would do now, as far as is known here. Fetches nothing. */
  readonly pending: (signal: AbortSignal) => Promise<Pending | Problem>
  /** How much of it is not fetched yet. */
  readonly bytesToFetch: (signal: AbortSignal) => Promise<number>
  readonly installed: (signal: AbortSignal) => Promise<readonly Installed[]>
  readonly holder: () => Holder | undefined
  /** The names of what was installed, anew or in another version, since that moment; by the machine's own clock. */
  readonly installedSince: (ms: number) => Promise<readonly string[]>
  /** Fetches what there is to know of newer versions. Undefined where that went well. */
  readonly refresh: (doing: Doing) => Promise<Problem | undefined>
  /** Fetches the packages themselves and changes nothing; may be stopped at any moment. */
  readonly download: (doing: Doing) => Promise<Problem | undefined>
  /**
   * Does exactly these changes or none: checked by the manager itself, under its own lock, right before it begins. Not to be
   * stopped: the signal is not heeded, and it goes on when this process ends.
   */
  readonly install: (changes: readonly Change[], doing: Doing) => Promise<End>
  /** Where the versions before are still to be had. */
  readonly older: (changes: readonly Change[], signal: AbortSignal) => Promise<readonly Older[]>
  /** The commands that install these older versions and leave all else as it is; each as words. */
  readonly wayBack: (older: readonly Older[], signal: AbortSignal) => Promise<readonly (readonly string[])[]>
  /** Carries these commands out. */
  readonly goBack: (commands: readonly (readonly string[])[], doing: Doing) => Promise<End>
}
