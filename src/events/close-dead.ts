import type {DatabaseSync} from 'node:sqlite'
import type {Writer} from './append.ts'
import type {Transaction} from './database.ts'
import type {EventDraft, StoredEvent} from './journal.ts'
import {isDead} from './liveness.ts'
import {openCalls, type OpenCall} from './open-calls.ts'
import {columns, told, type Row} from './stored-event.ts'

/**
 * Finishes as `unknown_outcome` each open call whose process is dead for certain, and gives the events written. Exactly
 * once whoever tries at the same time; never a call that still runs. Without such a call nothing is locked or written.
 */
export function closeDead(db: DatabaseSync, {clean, write}: Writer, atOnce: Transaction): StoredEvent[] {
  if (!openCalls(db).some(abandoned)) return []
  const requested = db.prepare(`SELECT ${columns} FROM events WHERE sequence = ?`)
  return atOnce(() =>
    write(
      openCalls(db)
        .filter(abandoned)
        .map(({call, sequence}) => clean(finished(call, requested.get(sequence) as Row | undefined))),
    ),
  )
}

const abandoned = ({process}: OpenCall) => process !== undefined && isDead(process)

function finished(call: string, row: Row | undefined): EventDraft {
  const {tool, plugin, who, door, dry_run} = row ? told(row).payload : {}
  return {
    event_type: 'CALL_FINISHED',
    payload: {
      call,
      tool,
      plugin,
      who,
      door,
      outcome: 'unknown_outcome',
      ...(dry_run === true && {dry_run}),
      problems: [],
    },
    source: 'host',
    correlation_id: row?.correlation_id ?? call,
  }
}
