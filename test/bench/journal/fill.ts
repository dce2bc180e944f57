import canonicalize from 'canonicalize'
import {DatabaseSync} from 'node:sqlite'
import {genesis, hashOf} from '../../../src/events/chain.ts'
import type {EventDraft} from '../../../src/events/journal.ts'
import {callOf, open, type Place} from '../../events/place.ts'

/** Events as calls leave them: three each. */
export function drafts(count: number): EventDraft[] {
  const calls = Array.from({length: Math.ceil(count / 3)}, (_, n) =>
    callOf(`call-${n}`, `tool-${n % 7}`, `who-${n % 5}`),
  )
  return calls.flat().slice(0, count)
}

/** A journal of so many events in one transaction: what is measured is reading it. */
export function fill(place: Place, count: number): void {
  open(place).close()
  const db = new DatabaseSync(place.file)
  const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  db.exec('BEGIN')
  let {hash} = genesis
  for (const [at, {event_type, payload, source, correlation_id}] of drafts(count).entries()) {
    const timestamp = new Date(1.75e12 + at * 1000).toISOString()
    const link = {
      sequence: at + 1,
      event_type,
      timestamp,
      payload: String(canonicalize(payload)),
      source,
      correlation_id,
    }
    hash = hashOf(hash, link)
    const labels = [String(payload['plugin']), String(payload['who'])]
    insert.run(link.sequence, event_type, timestamp, ...labels, source, correlation_id, hash, link.payload)
  }
  db.exec('COMMIT')
  db.close()
}
