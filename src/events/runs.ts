import type {DatabaseSync} from 'node:sqlite'
import {outcomes, type Outcome} from '../outcomes.ts'

/** How a tool ended when it last ran. `at` in milliseconds since the epoch, by the clock of that time. */
export type Run = {readonly at: number; readonly outcome: Outcome; readonly sequence: number}

const all = Object.keys(outcomes) as Outcome[]

/** The newest end of this tool, or the newest with one of these outcomes; undefined where there is none. */
export function lastRun(db: DatabaseSync, tool: string, wanted: readonly Outcome[] = all): Run | undefined {
  const newest = db.prepare(
    `SELECT max(sequence) AS sequence FROM events
     WHERE event_type = 'CALL_FINISHED' AND payload ->> '$.tool' = ? AND payload ->> '$.outcome' = ?
       AND sequence > coalesce((SELECT sequence FROM cut), 0)`,
  )
  const runs = wanted.map((outcome) => ({outcome, sequence: Number(newest.get(tool, outcome)?.['sequence'])}))
  const last = runs.reduce((a, b) => (b.sequence > a.sequence ? b : a), {outcome: 'ok', sequence: 0})
  const row = db.prepare('SELECT timestamp FROM events WHERE sequence = ?').get(last.sequence)
  return row && {...last, at: Date.parse(String(row['timestamp']))}
}
