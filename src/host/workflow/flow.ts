import type {Step} from '../../manifest/manifest.ts'
import type {Problem} from '../../text/problem.ts'
import type {Above, Work} from '../walk.ts'
import type {Host} from '../operation.ts'
import type {CallResult, Request} from '../request.ts'

/** A whole call of its own, below another. */
export type CallStep = (request: Request, above: Above) => Promise<CallResult>

/** A workflow on its way. */
export type Flow = {
  readonly host: Host
  readonly callStep: CallStep
  readonly steps: readonly Step[]
  readonly work: Work
  /** What it is called by at a terminal. */
  readonly words: string
  /** What its steps are below. */
  readonly above: Above
  /** Ends with its caller, and with its own time. */
  readonly signal: AbortSignal
  /** What there is to say once its own time is over, and its caller still wants it. */
  readonly late: () => readonly Problem[]
}
