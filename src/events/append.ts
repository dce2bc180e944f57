import canonicalize from 'canonicalize'
import type {DatabaseSync} from 'node:sqlite'
import {genesis, hashOf, type Anchor} from './chain.ts'
import {isEventType} from './event-types.ts'
import type {EventDraft, StoredEvent} from './journal.ts'
import {processIdentity} from './liveness.ts'
import {followCalls} from './open-calls.ts'
import type {Fields, Redact} from './redact.ts'
import {columns, told, type Row} from './stored-event.ts'

/** Writes one event at the end of the chain, inside a transaction that holds the write lock. Throws where it cannot. */
export type Write = (draft: EventDraft) => StoredEvent

/**
 * Statements ready to write events to `db`. A timestamp is what the clock says, also when it was set back: the order of
 * events is their sequence, never their time.
 */
export function writer(db: DatabaseSync, now: () => number, redact: Redact): Write {
  const last = db.prepare('SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1')
  const insert = db.prepare(`INSERT INTO events (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const follow = followCalls(db)

  return (draft) => {
    const before = (last.get() as Anchor | undefined) ?? genesis
    const row = rowAfter(before, draft, new Date(now()).toISOString(), redact)
    insert.run(
      row.sequence,
      row.event_type,
      row.timestamp,
      row.payload,
      row.source,
      row.correlation_id,
      row.hash,
    )
    const event = told(row)
    follow(event)
    return event
  }
}

function rowAfter({sequence, hash}: Anchor, draft: EventDraft, timestamp: string, redact: Redact): Row {
  const {event_type} = draft
  if (!isEventType(event_type)) throw new Error(`there is no event type ${JSON.stringify(event_type)}`)
  const [source, correlation_id] = [word(redact, draft.source), word(redact, draft.correlation_id)]
  const payload = canonicalize(answeredFor(event_type, redact.fields(draft.payload))) ?? '{}'
  const link = {sequence: sequence + 1, event_type, timestamp, payload, source, correlation_id}
  return {...link, hash: hashOf(hash, link)}
}

/** A request carries the process that answers for it. Added after the redaction: no caller and no secret can change it. */
function answeredFor(event_type: string, payload: Fields): Fields {
  return event_type === 'CALL_REQUESTED' ? {...payload, process: processIdentity()} : payload
}

const word = (redact: Redact, text: string) => redact.text(text).slice(0, 256).toWellFormed()
