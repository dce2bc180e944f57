import type {hash} from 'node:crypto'

/** Where a chain starts or goes on: the sequence number and hash of the event before the first one looked at. */
export type Anchor = {readonly sequence: number; readonly hash: string}

/** Before the first event. */
export const genesis: Anchor = {sequence: 0, hash: '0'.repeat(64)}

/** What one event is hashed from. `payload` is its RFC 8785 text. */
export type Link = {
  readonly sequence: number
  readonly event_type: string
  readonly timestamp: string
  readonly payload: string
  readonly source: string
  readonly correlation_id: string
}

/** SHA-256 over the previous hash (64 hex digits) and the event's RFC 8785 form without its hash, as 64 hex digits. */
export function hashOf(previous: string, link: Link): string {
  return sha256()('sha256', previous + canonical(link))
}

/** RFC 8785 of an event whose payload is that already: its five keys are in order, and well-formed strings need no more. */
function canonical({event_type, timestamp, payload, source, correlation_id, sequence}: Link): string {
  const metadata = `{"correlation_id":${JSON.stringify(correlation_id)},"source":${JSON.stringify(source)}}`
  return `{"event_type":${JSON.stringify(event_type)},"metadata":${metadata},"payload":${payload},"sequence":${sequence},"timestamp":${JSON.stringify(timestamp)}}`
}

/** node:crypto takes longer to load than an event takes to write, so it waits for the first one. */
const sha256 = () => (loaded ??= process.getBuiltinModule('node:crypto').hash)
let loaded: typeof hash | undefined
