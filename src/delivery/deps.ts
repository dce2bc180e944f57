import type {Paths, Surroundings} from '../config/paths.ts'
import type {EventDraft, OpenJournal} from '../events/journal.ts'
import type {CallStep} from '../host/workflow/flow.ts'
import type {World} from '../host/world.ts'

/** What delivery stands on. */
export type DeliveryDeps = {
  readonly around: Surroundings
  readonly paths: Paths
  readonly world: () => World
  readonly journal: () => Promise<OpenJournal>
  readonly record: (event: EventDraft) => Promise<unknown>
  readonly call: CallStep
  readonly now: () => number
  /** From now on it is in no event. */
  readonly keepSecret: (values: readonly string[]) => void
  /** Given by tests, which have a clock of their own. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  readonly random?: () => number
}
