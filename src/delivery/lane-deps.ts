import type {EventDraft, OpenJournal} from '../events/journal.ts'
import type {Channel} from './channel.ts'
import type {Store} from './store.ts'
import type {Known} from './subscribers.ts'

type Time = {
  readonly now: () => number
  /** Earlier where the signal comes. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

export type LaneDeps = {
  readonly journal: Pick<OpenJournal, 'read'>
  readonly store: Store
  readonly time: Time
  readonly random: () => number
  readonly record: (event: EventDraft) => Promise<unknown>
  /** What is known to be secret, taken out. */
  readonly redact: (text: string) => string
  /** The number of the newest event. */
  readonly newest: () => number
  /** Resolves when there may be more than there was. */
  readonly news: (signal: AbortSignal) => Promise<void>
  readonly tell: (what: 'delivered' | 'failed' | 'dead') => void
}

/** What a lane does: `idle` has told of everything up to `at`; `waiting` tries again then. */
export type LaneState =
  | {readonly is: 'busy'}
  | {readonly is: 'idle'; readonly at: number}
  | {readonly is: 'waiting'; readonly until: number}

export type Lane = {
  readonly subscriber: Known
  readonly channel: Channel
  readonly say: (state: LaneState) => void
}
