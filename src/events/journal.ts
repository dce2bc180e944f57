/** An event before it has a place in the journal. Already free of secrets when it gets here, and redacted once more on the way in. */
export type EventDraft = {
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
