import type {DatabaseSync} from 'node:sqlite'
import {canonicalText} from './canonical-text.ts'
import {genesis, hashOf, type Anchor} from './chain.ts'
import {isEventType} from './event-types.ts'
import type {EventDraft, StoredEvent} from './journal.ts'
import {processIdentity} from './liveness.ts'
import {followCalls} from './open-calls.ts'
import type {Fields} from './plain-json.ts'
import type {Redact} from './redact.ts'
import {columns, type Row} from './stored-event.ts'

/** A draft without secrets, its payload as RFC 8785 text. */
export type Clean = Pick<Row, 'event_type' | 'payload' | 'source' | 'correlation_id'> & {
  readonly fields: Fields
}

export type Writer = {
  /** Takes the secrets out, before anything is locked. Throws for an event type that does not exist. */
  readonly clean: (draft: EventDraft) => Clean
  /** Writes at the end of the chain, inside a transaction that holds the write lock. Throws where it cannot. */
  readonly write: (all: readonly Clean[]) => StoredEvent[]
}

/**
 * Statements ready to write events to `db`. A timestamp is what the clock says, also when it was set back: the order of
 * events is their sequence, never their time.
 */
export function writer(db: DatabaseSync, now: () => number, redact: Redact): Writer {
  const last = db.prepare('SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1')
  const since = db.prepare('SELECT hash FROM events WHERE sequence > ? ORDER BY sequence')
  const insert = db.prepare(`INSERT INTO events (${columns}, plugin, who) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const follow = followCalls(db)
  const after = (before: Anchor, {fields, ...clean}: Clean): StoredEvent => {
    const {event_type, payload, source, correlation_id} = clean
    const [sequence, timestamp] = [before.sequence + 1, new Date(now()).toISOString()]
    const hash = hashOf(before.hash, {...clean, sequence, timestamp})
    const labels = [label(fields['plugin']), label(fields['who'])]
    insert.run(sequence, event_type, timestamp, payload, source, correlation_id, hash, ...labels)
    const event = {sequence, event_type, timestamp, payload: fields, metadata: {source, correlation_id}, hash}
    follow(event)
    return event
  }
  return {
    clean: (draft) => cleaned(draft, redact),
    write(all) {
      const start = (last.get() as Anchor | undefined) ?? genesis
      let end = start
      const events = all.map((clean) => {
        const event = after(end, clean)
        end = event
        return event
      })
      const kept = since.all(start.sequence)
      if (kept.length !== events.length || kept.some(({hash}, at) => hash !== events[at]?.hash))
        throw new Error('the database does not keep what is written')
      return events
    },
  }
}

function cleaned({event_type, payload, source, correlation_id}: EventDraft, redact: Redact): Clean {
  if (!isEventType(event_type)) throw new Error(`there is no event type ${JSON.stringify(event_type)}`)
  const fields = answeredFor(event_type, redact.fields(payload))
  return {
    event_type,
    fields,
    payload: canonicalText(fields),
    source: word(redact, source),
    correlation_id: word(redact, correlation_id),
  }
}

/** A request carries the process that answers for it. Added after the redaction: no caller and no secret can change it. */
function answeredFor(event_type: string, payload: Fields): Fields {
  return event_type === 'CALL_REQUESTED' ? {...payload, process: processIdentity()} : payload
}

const label = (value: unknown) => (typeof value === 'string' ? value : null)

const word = (redact: Redact, text: string) => redact.text(text).slice(0, 256).toWellFormed()
