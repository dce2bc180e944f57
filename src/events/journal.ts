import type {Outcome} from '../outcomes.ts'
import type {Head} from './head.ts'
import type {OpenCall} from './open-calls.ts'
import type {Run} from './runs.ts'

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
  readonly types?: readonly string[]
  readonly plugin?: string
  readonly who?: string
  /** Milliseconds since the epoch. */
  readonly since?: number
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
  /** Requested and not finished, oldest first. */
  openCalls(): readonly OpenCall[]
  /** Finishes as `unknown_outcome`, once, each open call whose process is dead for certain; gives the events written. */
  closeDead(): readonly StoredEvent[]
  /** How this tool ended when it last did, or last did with one of these outcomes. */
  lastRun(tool: string, outcomes?: readonly Outcome[]): Run | undefined
  /** The newest event's head, signed now and sent to every sink; undefined where there is no event. */
  head(): Head | undefined
  /** What SQLite says of its commits: `wal`, and 2 for `synchronous=FULL`. */
  durability(): {readonly journal: string; readonly synchronous: number}
}
