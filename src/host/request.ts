import type {Outcome} from '../outcomes.ts'
import type {Decision, Door, Principal} from '../rbac/decision.ts'
import type {Level, Watch} from '../sandbox/sandbox.ts'
import type {Problem} from '../text/problem.ts'

export type {Door} from '../rbac/decision.ts'

export type Input =
  {readonly values: Readonly<Record<string, unknown>>} | {readonly problems: readonly Problem[]}

/** What a door asks for. The host reads `input` only once the caller may run the tool at all. */
export type Request = {
  readonly tool: string
  readonly by: Principal
  readonly door: Door
  readonly input: () => Promise<Input>
  readonly dryRun: boolean
  readonly unsandboxed: boolean
  readonly signal: AbortSignal
  readonly watch: Watch
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
  /** The plugin's own end; absent where nothing of it ran. */
  readonly exit?: {readonly code: number | null; readonly signal: string | null}
  /** The last lines of its log. Untrusted text. */
  readonly log?: string
  readonly level?: Level
  readonly ms: number
}
