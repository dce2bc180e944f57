import type {Principal, Verdict} from '../rbac/decision.ts'
import type {StoredEvent, EventFilter} from '../events/journal.ts'
import type {Problem} from '../text/problem.ts'
import type {Catalog} from './plugin.ts'
import type {CallResult, Request} from './request.ts'

/** What every door receives. Nothing is opened until it is used. */
export type Parrot = {
  readonly version: string
  readonly catalog: Catalog
  /** What was left out or ignored while starting; one line each, for people. */
  readonly warnings: readonly Problem[]
  /** The person at this process's terminal, by OS identity. */
  readonly operator: Principal
  /** Runs a plugin's command or a host operation, whole way: decide, record, sandbox. Never rejects for what a caller can bring about. */
  readonly call: (request: Request) => Promise<CallResult>
  /** May `by` run this tool, as far as can be told before its input is read? */
  readonly may: (by: Principal, tool: string) => Verdict
  /** May `by` know that this tool exists? */
  readonly sees: (by: Principal, tool: string) => boolean
  /** Events as they come, across processes, oldest first; ends with the signal. Rejects where `by` may not read the log. */
  readonly tail: (by: Principal, filter: EventFilter, signal: AbortSignal) => AsyncIterable<StoredEvent>
  readonly close: () => Promise<void>
}
