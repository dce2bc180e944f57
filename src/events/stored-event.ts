import type {Link} from './chain.ts'
import type {StoredEvent} from './journal.ts'

/** An event as it is kept: the columns of its row. */
export type Row = Link & {readonly hash: string}

export const columns = 'sequence, event_type, timestamp, payload, source, correlation_id, hash'

export type RowValues = readonly [number, string, string, string, string, string, string]

/** A row from its columns' values: to be read in great numbers twice as fast as the objects that node:sqlite makes. */
export function rowFrom(values: RowValues): Row {
  const [sequence, event_type, timestamp, payload, source, correlation_id, hash] = values
  return {sequence, event_type, timestamp, payload, source, correlation_id, hash}
}

/** An event as it is told. A payload that somebody spoilt is given as text, so that the rest of the journal stays readable. */
export function told({
  sequence,
  event_type,
  timestamp,
  payload,
  source,
  correlation_id,
  hash,
}: Row): StoredEvent {
  return {sequence, event_type, timestamp, payload: parsed(payload), metadata: {source, correlation_id}, hash}
}

function parsed(payload: string): StoredEvent['payload'] {
  try {
    const value: unknown = JSON.parse(payload)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as StoredEvent['payload']
  } catch {}
  return {unreadable: payload}
}
