import type {Severity} from '../config/alert-config.ts'
import type {StoredEvent} from '../events/journal.ts'
import type {Problem} from '../text/problem.ts'

/**
 * What one event says to a rule: all is well again, it is not, or something in between that only stops a wait. `key` tells
 * apart what one rule watches several of: entries of the schedule, plugins.
 */
export type Sight =
  | {readonly is: 'good' | 'between'; readonly key: string}
  | {readonly is: 'bad'; readonly key: string; readonly about: Problem; readonly value?: number}

/** A rule as it is evaluated. Durations are milliseconds. */
export type Rule = {
  readonly name: string
  readonly severity: Severity
  /** What it looks for, as text: where that changes, what was found by the old one is over. */
  readonly looksFor: string
  readonly sees: (event: StoredEvent) => Sight | undefined
  /** Keys are parts of one whole, whose key is '': where it is well all of them are, and while it is not they add nothing. */
  readonly parts?: true
  /** It is bad when nothing good has been seen for so long. */
  readonly within?: {readonly ms: number; readonly about: Problem}
  /** It has to be bad for so long before it counts; 0 for at once. */
  readonly forMs: number
  /** Nothing tells that it is over, so it is when it has not been seen for so long. */
  readonly lapseMs?: number
  readonly repeatMs?: number
  readonly quiet?: string
  readonly deadman?: string
  readonly next?: string
}
