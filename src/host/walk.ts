import type {EventDraft} from '../events/journal.ts'
import type {Wanted} from '../rbac/authorise.ts'
import type {Permission} from '../rbac/claim.ts'
import type {Values} from './admit.ts'
import type {Answer} from './answer.ts'
import type {Refusals} from './refusals.ts'
import type {Request} from './request.ts'
import type {Target} from './target.ts'
import type {World} from './world.ts'

/** One call on its way: what it asked, and the world it started in, whatever is reloaded meanwhile. */
export type Walk = {
  readonly id: string
  readonly request: Request
  readonly world: World
  readonly above?: Above | undefined
}

/** The workflow whose step a call is: the call at the very top, the one right above, and the action that covers its steps. */
export type Above = {
  readonly root: string
  readonly call: string
  readonly depth: number
  readonly within?: Permission
  /** Which step of it, and which attempt of that step; both from 1. */
  readonly step?: number
  readonly attempt?: number
}

/** What the corridor hands on once nothing speaks against it. */
export type Work = Walk & {readonly wanted: Wanted; readonly values: Values}

/** What a call leans on. Given, never imported, so that a test can fail the journal or set the clock. */
export type CallDeps = {
  readonly snapshot: () => World
  /** The world as the files make it now, for a call that had to wait. */
  readonly worldNow: () => Promise<World>
  /** Rejects when the event could not be made durable. */
  readonly record: (event: EventDraft) => Promise<unknown>
  readonly now: () => number
  readonly newId: () => string
  readonly refusals: Refusals
  /** A digest of a text by the host's key. */
  readonly keyed: (text: string) => string
  /** Counts a call that was allowed; the answer to one too many, undefined for one that may go on. */
  readonly withinRate: (target: Target, walk: Walk) => Promise<Answer | undefined>
  /** What keeps what would start, with all it would be given, from being what was approved; undefined for nothing. */
  readonly vouch: (target: Target, wanted: Wanted, walk: Walk) => Promise<Answer | undefined>
  /** Runs it confined and tells how it ended; where it has to wait first, not this but what it is `anew`. */
  readonly start: Start
}

export type Start = (target: Target, work: Work, anew: Anew) => Promise<Answer>

/** The way of a call once more, by the world of now, up to what it would start then. */
export type Anew = (start: Start) => Promise<Answer>
