import type {Paths, Surroundings} from '../config/paths.ts'
import type {EventDraft, OpenJournal} from '../events/journal.ts'
import type {JsonSchema} from '../manifest/manifest.ts'
import type {Health} from '../sandbox/probe.ts'
import type {Problem} from '../text/problem.ts'
import type {Answer} from './answer.ts'
import type {Work} from './call.ts'
import type {Parrot} from './parrot.ts'

/** What an operation may lean on. Nothing is opened until it is used. */
export type Host = {
  readonly paths: Paths
  readonly around: Surroundings
  readonly journal: () => Promise<OpenJournal>
  /** Rejects when the event could not be made durable. */
  readonly record: (event: EventDraft) => Promise<unknown>
  /** What confines plugins here, found out by running a sandbox. */
  readonly sandbox: () => Promise<Health>
  readonly now: () => number
  /** A Parrot of its own around another home, to try something out in. */
  readonly scratch: (around: Surroundings) => Promise<Parrot>
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
  readonly input?: JsonSchema
  run(host: Host, work: Work): Promise<Answer>
}

export const done = (output: unknown): Answer => ({outcome: 'ok', problems: [], output})

export const wrong = (...problems: readonly Problem[]): Answer => ({outcome: 'invalid_input', problems})
