import type {DatabaseSync} from 'node:sqlite'
import {columns, told, type Row} from '../../src/events/stored-event.ts'
import {rightHash} from './temp-journal.ts'

/** Puts other rows in place of all there are, numbered as they stand. */
export function replaceRows(db: DatabaseSync, change: (rows: Row[]) => Row[]): void {
  const rows = change(db.prepare('SELECT * FROM events ORDER BY sequence').all() as unknown as Row[])
  const insert = db.prepare(`INSERT INTO events (${columns}, plugin, who) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  db.exec('BEGIN; DELETE FROM events')
  rows.forEach(({event_type, timestamp, payload, source, correlation_id, hash}, at) =>
    insert.run(at + 1, event_type, timestamp, payload, source, correlation_id, hash, ...labels(payload)),
  )
  db.exec('COMMIT')
}

/** The rows with every number and hash made right again: what an owner does who wants to leave no trace. */
export function rechained(rows: readonly Row[]): Row[] {
  let previous = '0'.repeat(64)
  return rows.map((row, at) => {
    const numbered = {...row, sequence: at + 1}
    previous = rightHash(previous, told(numbered))
    return {...numbered, hash: previous}
  })
}

function labels(payload: string): (string | null)[] {
  const {plugin = null, who = null} = JSON.parse(payload) as {plugin?: string; who?: string}
  return [plugin, who]
}
