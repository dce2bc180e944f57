import type {Paths, Surroundings} from '../config/paths.ts'
import type {EventDraft, OpenJournal} from '../events/journal.ts'
import type {Log} from '../log/log.ts'
import type {JsonSchema} from '../manifest/manifest.ts'
import type {Health} from '../sandbox/probe.ts'
import type {Problem} from '../text/problem.ts'
import type {Answer} from './answer.ts'
import type {Work} from './walk.ts'
import type {Delivery} from './delivery.ts'
import type {Parrot} from './parrot.ts'
import type {Part} from './world-parts.ts'
import type {Reloaded} from './worlds.ts'
import type {Served, ServeOptions} from './server/serve.ts'

/** What an operation may lean on. Nothing is opened until it is used. */
export type Host = {
  readonly paths: Paths
  readonly around: Surroundings
  /** Lines for whoever looks after the machine. */
  readonly log: Log
  readonly journal: () => Promise<OpenJournal>
  /** Rejects when the event could not be made durable. */
  readonly record: (event: EventDraft) => Promise<unknown>
  /** What confines plugins here, found out by running a sandbox. */
  readonly sandbox: () => Promise<Health>
  readonly now: () => number
  /** Takes the files as they are now, for the calls that this process makes after this one. */
  readonly reload: (only?: readonly Part[]) => Promise<Reloaded>
  /** What tells subscribers of events. */
  readonly delivery: () => Promise<Delivery>
  /** A Parrot of its own around another home, to try something out in. */
  readonly scratch: (around: Surroundings) => Promise<Parrot>
  /** Serves agents over sockets, from this process. Absent where the door that does it was not handed in. */
  readonly serve?: (options: ServeOptions, signal: AbortSignal) => Promise<Served>
}

/** Something Parrot does itself. One that `changes` something is recorded like any call; one that looks only when refused. */
export type Operation = {
  readonly tool: string
  readonly permissions: readonly string[]
  readonly changes: boolean
  /** Not offered over MCP or to the clock: what it changes a person at a terminal has to answer for. */
  readonly terminal?: true
  /** Runs also while the configuration is broken. */
  readonly always?: true
  /** Reads or writes what its caller names by a path; of some inputs. Never for a caller whose rights to it are others than this process's. */
  readonly files?: true | ((values: Work['values']) => boolean)
  /** May stand in the schedule: Parrot's other operations are for people. */
  readonly scheduled?: true
  readonly input?: JsonSchema
  run(host: Host, work: Work): Promise<Answer>
}

export const done = (output: unknown): Answer => ({outcome: 'ok', problems: [], output})

const notTheirs: ReadonlySet<string> = new Set([
  'people_lent',
  'people_guarded',
  'people_told',
  'people_reach',
  'people_secret',
])

/** What is not theirs to name is no slip. */
export const wrong = (...problems: readonly Problem[]): Answer => ({
  outcome: problems.some(({code}) => notTheirs.has(code)) ? 'denied' : 'invalid_input',
  problems,
})
