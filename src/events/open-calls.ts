import type {DatabaseSync} from 'node:sqlite'
import type {StoredEvent} from './journal.ts'
import {asIdentity, type ProcessIdentity} from './liveness.ts'

/** A call that was requested and has not finished, and the process that was to carry it out. */
export type OpenCall = {
  readonly call: string
  readonly sequence: number
  readonly process: ProcessIdentity | undefined
}

/** Keeps `open_calls` in step with each event, in the event's own transaction. Throws where a request names no call, or one that is open. */
export function followCalls(db: DatabaseSync): (event: StoredEvent) => void {
  const open = db.prepare('INSERT INTO open_calls (call, sequence, process) VALUES (?, ?, ?)')
  const close = db.prepare('DELETE FROM open_calls WHERE call = ?')
  return ({event_type, payload, sequence}) => {
    if (event_type === 'CALL_REQUESTED')
      open.run(callOf(payload), sequence, JSON.stringify(payload['process']))
    if (event_type === 'CALL_FINISHED') close.run(callOf(payload))
  }
}

/** The open calls, oldest first. */
export function openCalls(db: DatabaseSync): OpenCall[] {
  const rows = db.prepare('SELECT call, sequence, process FROM open_calls ORDER BY sequence').all()
  return (rows as {call: string; sequence: number; process: string}[]).map((row) => ({
    ...row,
    process: identity(row.process),
  }))
}

function callOf({call}: StoredEvent['payload']): string {
  if (typeof call !== 'string' || call === '') throw new Error('an event of a call does not name it')
  return call
}

function identity(text: string): ProcessIdentity | undefined {
  try {
    return asIdentity(JSON.parse(text))
  } catch {
    return undefined
  }
}
