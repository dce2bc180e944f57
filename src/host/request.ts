import type {Outcome} from '../outcomes.ts'
import type {Decision, Door, Principal} from '../rbac/decision.ts'
import type {Level, Progress, Watch} from '../sandbox/sandbox.ts'
import type {Spoken, Talk} from './spoken/spoken.ts'
import type {Answer} from './answer.ts'
import type {Problem} from '../text/problem.ts'

export type {Door} from '../rbac/decision.ts'

export type Input =
  {readonly values: Readonly<Record<string, unknown>>} | {readonly problems: readonly Problem[]}

/** A step of a workflow as it is now. `outcome` is that of its last attempt. */
export type StepSeen = {
  readonly step: number
  readonly name: string
  readonly tool: string
  readonly mayFail: boolean
  /** `pausing`: it waits for its next attempt. */
  readonly state: 'waiting' | 'running' | 'pausing' | 'ended'
  readonly outcome?: Outcome | null
  readonly attempt: number
  /** How often it may be tried. */
  readonly most: number
  /** How long it had taken when this was said. */
  readonly ms: number
  readonly progress?: Progress
  /** It ended before this run was resumed. */
  readonly earlier?: boolean
}

/** Who watches a call. A workflow tells `steps` all of its steps, each time that one of them changes. */
export type Watching = Watch & {readonly steps?: (steps: readonly StepSeen[]) => void}

/** Somebody of this machine at the other end of a server's socket: who the kernel says it is, and that account's name. */
export type Person = {readonly uid: number; readonly username?: string}

/** What a door asks for. The host reads `input` only once the caller may run the tool at all. */
export type Request = {
  readonly tool: string
  readonly by: Principal
  readonly door: Door
  /** Whose terminal it is, or entry of the schedule, where they are another user: what works on their files is refused. */
  readonly person?: Person
  readonly input: () => Promise<Input>
  /** Who asks by the roles of now, where that may be others than when they asked: for a step, after `input`, and after any other wait. */
  readonly again?: () => Principal
  /** What of the door's own speaks against it by now, where it had to wait after it was decided. */
  readonly against?: () => Promise<Answer | undefined>
  readonly dryRun: boolean
  readonly unsandboxed: boolean
  /** Of a workflow: go on with the run that stopped last, or with the one that this call carried. */
  readonly resume?: boolean | string
  /** For a plugin that speaks MCP: whom it can ask, and what they answered. */
  readonly talk?: Talk
  readonly signal: AbortSignal
  readonly watch: Watching
}

/** The same keys whether it went well or not, so that every door renders one shape. */
export type CallResult = {
  readonly call: string
  readonly tool: string
  readonly outcome: Outcome
  readonly problems: readonly Problem[]
  /** What decided, where something did. */
  readonly decision?: Decision
  /** The plugin's result: the document its `output` schema describes, else its text. */
  readonly output?: unknown
  /** All that it said, where it speaks MCP. Untrusted. */
  readonly spoken?: Spoken
  /** The plugin's own end; absent where nothing of it ran. */
  readonly exit?: {readonly code: number | null; readonly signal: string | null}
  /** The last lines of its log. Untrusted text. */
  readonly log?: string
  readonly level?: Level
  /** `rate_limited`: seconds after which it may be tried again. */
  readonly retryAfter?: number
  readonly ms: number
}
