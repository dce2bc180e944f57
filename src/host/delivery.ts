import type {Problem} from '../text/problem.ts'

/** One subscriber as it is now. Nothing secret is in it. */
export type SubscriberRow = {
  readonly name: string
  /** The configuration's list, or the variable that makes it. */
  readonly from: 'subscribers' | 'notify.alertEmail' | 'notify.notifyEmail'
  readonly events: readonly string[]
  /** How and where, in words: `webhook https://host`, `e-mail ops@example.com`. */
  readonly where: string
  /** The number of the last event that it needs no more. */
  readonly position: number
  /** Events after it that it is to be told of, as far as was counted. */
  readonly waiting: number
  readonly lastSuccess: string | null
  /** Attempts that failed one after another until now, and why the last one did. */
  readonly failures: number
  readonly lastError: string | null
  readonly nextAttempt: string | null
  /** Events that were put aside. */
  readonly dead: number
}

/** An event that a subscriber was not told of in time. */
export type DeadRow = {
  readonly id: number
  readonly subscriber: string
  readonly sequence: number
  readonly event_type: string
  readonly at: string
  readonly attempts: number
  readonly error: string
  /** It is to be tried again. */
  readonly queued: boolean
}

export type Delivered = {
  /** Somebody else was at it, and sees to what was asked. */
  readonly busy: boolean
  readonly delivered: number
  readonly failed: number
  readonly dead: number
}

/** What to tell a subscriber of again: what happened from one event or time to another. */
export type Replay = {
  readonly subscriber: string
  /** Numbers of events, the last one among them; or milliseconds since the epoch, the last one not. */
  readonly from?: number
  readonly to?: number
  readonly since?: number
  readonly until?: number
  readonly by: string
  /** Only count. */
  readonly dryRun: boolean
}

export type Replayed = {
  readonly number: number | null
  readonly events: number
  /** The first and the last of them; null where there is none. */
  readonly from: number | null
  readonly to: number | null
}

/** What tells subscribers of events. */
export type Delivery = {
  /** Tells everybody what is due, waiting no longer than this for what is not yet. Milliseconds. */
  once(waitMs: number, signal: AbortSignal): Promise<Delivered>
  /** Until the signal, whoever else delivers meanwhile. */
  forever(signal: AbortSignal): Promise<void>
  list(): Promise<readonly SubscriberRow[]>
  /** Events after `position` are still needed, by `who` for one; undefined where nobody needs any. */
  needed(): Promise<{readonly position: number; readonly who: string} | undefined>
  /** Has a subscriber told of this again; how many events that are, and the number it goes by unless it was only counted. */
  replay(what: Replay): Promise<Replayed | Problem>
  dead(): Promise<readonly DeadRow[]>
  /** Queues dead events of this subscriber, or the one with this number, or all; how many. */
  retry(which: {readonly subscriber?: string; readonly id?: number}): Promise<number>
  /** Sends an event that never happened; what went wrong, or nothing. */
  test(subscriber: string, signal: AbortSignal): Promise<readonly Problem[]>
}
