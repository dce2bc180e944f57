import type {Outcome} from '../outcomes.ts'
import type {Anchor} from './chain.ts'
import type {Cut} from './cut.ts'
import type {Head} from './head.ts'
import type {OpenCall} from './open-calls.ts'
import type {Keep, Plan} from './prune.ts'
import type {Run} from './runs.ts'
import type {Stats} from './stats.ts'

/** An event before it has a place in the journal. Already free of secrets when it gets here, and redacted once more on the way in. */
export type EventDraft = {
  /** One of event-types.ts. Events of a call name it in `payload.call`; CALL_REQUESTED gets its process from the journal. */
  readonly event_type: string
  readonly payload: Readonly<Record<string, unknown>>
  /** `terminal`, `mcp`, `clock`, `host`, `sandbox`. */
  readonly source: string
  /** The call it belongs to; follows a call through its children. */
  readonly correlation_id: string
}

/** An event of the journal: the seeds' schema, its number and its place in the chain. */
export type StoredEvent = {
  readonly sequence: number
  readonly event_type: string
  readonly timestamp: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly metadata: {readonly source: string; readonly correlation_id: string}
  /** SHA-256 over the previous hash and the RFC 8785 form of this event without its hash, hex. */
  readonly hash: string
}

/** What to look for; every field narrows. `plugin` and `who` match the payload's fields of that name. */
export type EventFilter = {
  /** `*` in one stands for any letters. */
  readonly types?: readonly string[]
  readonly plugin?: string
  readonly who?: string
  /** Milliseconds since the epoch; `until` itself is no part of it. */
  readonly since?: number
  readonly until?: number
  readonly correlation?: string
  /** Only events after this sequence number. */
  readonly after?: number
  /** The newest so many. */
  readonly limit?: number
}

/** The journal of one uid: durable before `append` resolves, one chain whoever writes, safe for many processes at once. */
export type Journal = {
  /** Rejects when the entry could not be made durable; then nothing may start. */
  append(draft: EventDraft): Promise<StoredEvent>
  /** In order of sequence. */
  read(filter: EventFilter): Iterable<StoredEvent>
  close(): void
}

/** A journal as `openJournal` gives it. Whatever writes throws a JournalRefused where it cannot. */
export type OpenJournal = Journal & {
  /** As they come, across processes: after `filter.after`, else the newest `filter.limit` and on. Ends with the signal. */
  tail(filter: EventFilter, signal: AbortSignal): AsyncIterable<StoredEvent>
  /** The number of the newest event; 0 where there is none. */
  newest(): number
  /** Requested and not finished, oldest first. */
  openCalls(): readonly OpenCall[]
  /** Finishes as `unknown_outcome`, once, each open call whose process is dead for certain; gives the events written. */
  closeDead(): readonly StoredEvent[]
  /** What happened how often, of the events that match. */
  stats(filter: EventFilter): Stats
  /** Which events are to go, so that this is what stays. */
  planCut(keep: Keep): Plan
  /** Cuts these events away, all at once, and puts that on record; their room on the disk is still taken. Throws where it cannot. */
  cut(plan: Plan, about: {readonly by: string; readonly archive?: string}): Cut
  /** Gives the room of what was cut away back, bit by bit; with how many bytes. */
  sweep(signal: AbortSignal): Promise<number>
  lastCut(): Cut | undefined
  /** How this tool ended when it last ran, in earnest and not turned away, or last ran with one of these outcomes. */
  lastRun(tool: string, outcomes?: readonly Outcome[]): Run | undefined
  /** The newest event's head, or this one's, signed now and sent to every sink; undefined where there is no event. */
  head(of?: Anchor): Head | undefined
  /** What SQLite says of its commits: `wal`, and 2 for `synchronous=FULL`. */
  durability(): {readonly journal: string; readonly synchronous: number}
  /** What is wrong with the file itself, read whole: a second or so for a million events. Whether events are those that were written is for `verify`. */
  damage(): string | undefined
}
