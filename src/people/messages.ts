import type {EventFilter, StoredEvent} from '../events/journal.ts'
import type {Plugin} from '../host/plugin.ts'
import type {CallResult, StepSeen} from '../host/request.ts'
import type {Manifest} from '../manifest/manifest.ts'
import type {Principal, Verdict} from '../rbac/decision.ts'
import type {Progress} from '../sandbox/sandbox.ts'
import type {Problem} from '../text/problem.ts'

/** What both ends have to have in common; another number for what the other end would not understand. */
export const speech = 1

/** Levels of brackets in a message. */
export const deepest = 64

/** A plugin, as far as this person may know it; where the server has it, is the server's business. */
export type ToldPlugin = Pick<
  Plugin,
  'name' | 'version' | 'description' | 'origin' | 'state' | 'commands' | 'risk'
> & {
  readonly manifest: Manifest | {readonly problem: Problem}
}

/** The first message of the server, about the one who connected and what is there for them. */
export type Hello = {
  readonly speech: number
  readonly version: string
  readonly operator: Principal
  /** For those only who may read the configuration: settings that were ignored, and folders of plugins that were left out. */
  readonly warnings: readonly Problem[]
  readonly leftOut: readonly Problem[]
  readonly plugins: readonly ToldPlugin[]
  /** How the person stands towards each tool that they may know of, and each operation. */
  readonly standing: Readonly<Record<string, Verdict>>
}

/** A message of the server's: one JSON object in a line. */
export type ServerSays =
  | {readonly hello: Hello}
  /** It ends the connection. */
  | {readonly refused: Problem}
  /** It may run: what is it given? */
  | {readonly want: 'input'}
  | {readonly log: string}
  | {readonly progress: Progress}
  | {readonly steps: readonly StepSeen[]}
  | {readonly ending: number}
  /** More of a list in the result that comes. */
  | {readonly more: string; readonly items: readonly unknown[]}
  | {readonly result: CallResult; readonly lists: readonly string[]}
  | {readonly event: StoredEvent}
  /** The end of events. */
  | {readonly ended: true}

/** What somebody wants called; what it is given is told when it is asked for. */
export type Asked = {
  readonly tool: string
  readonly dryRun: boolean
  readonly unsandboxed: boolean
  readonly resume?: boolean | string | undefined
}

/** What was given; without `values` it could not be read, and whoever gave it knows why. */
export type Given = {readonly values?: Readonly<Record<string, unknown>> | undefined}

/** A message of the client's: one thing at a time, and while it lasts only its input and its end. */
export type ClientSays =
  {readonly call: Asked} | {readonly input: Given} | {readonly cancel: true} | {readonly tail: EventFilter}
