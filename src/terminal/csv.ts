import type {StoredEvent} from '../events/journal.ts'

const columns = [
  'sequence',
  'timestamp',
  'event_type',
  'tool',
  'outcome',
  'who',
  'door',
  'source',
  'correlation_id',
  'hash',
  'payload',
] as const

export const csvHeader = `${columns.join(',')}\r\n`

/** One event as a record of RFC 4180; the whole payload is the last field, as JSON. */
export function csvLine({sequence, timestamp, event_type, payload, metadata, hash}: StoredEvent): string {
  const {tool, outcome, who, door} = payload
  const {source, correlation_id} = metadata
  const all = [
    timestamp,
    event_type,
    tool,
    outcome,
    who,
    door,
    source,
    correlation_id,
    hash,
    JSON.stringify(payload),
  ]
  return `${[String(sequence), ...all.map(field)].join(',')}\r\n`
}

/**
 * What a spreadsheet would take for a formula gets an apostrophe in front, which it takes for "this is text"; a program that reads the
 * file has to know that. Every text is quoted, so that nothing in it ends a field or a line.
 */
function field(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const inert = /^\s*[=+\-@＝＋－＠]/.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text
  return `"${inert.replaceAll('"', '""')}"`
}
