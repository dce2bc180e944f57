import type {DatabaseSync} from 'node:sqlite'
import {everyOutcome, type Outcome} from '../outcomes.ts'

/** How a tool ended when it last ran. `at` in milliseconds since the epoch, by the clock of that time. */
export type Run = {readonly at: number; readonly outcome: Outcome; readonly sequence: number}

/** The call was turned away, or was none: nothing of the tool was tried, so its work stands as it stood. */
const neverRan: ReadonlySet<Outcome> = new Set<Outcome>([
  'unknown',
  'denied',
  'needs_approval',
  'rate_limited',
  'invalid_input',
])

const runs = everyOutcome.filter((outcome) => !neverRan.has(outcome))

/** The newest end of this tool, or the newest with one of these outcomes; undefined where there is none. A dry run did nothing, so it is no run. */
export function lastRun(db: DatabaseSync, tool: string, wanted: readonly Outcome[] = runs): Run | undefined {
  const newest = db.prepare(
    `SELECT max(sequence) AS sequence FROM events
     WHERE event_type = 'CALL_FINISHED' AND payload ->> '$.tool' = ? AND payload ->> '$.outcome' = ?
       AND payload ->> '$.dry_run' IS NOT 1
       AND sequence > coalesce((SELECT sequence FROM cut), 0)`,
  )
  const ends = wanted.map((outcome) => ({outcome, sequence: Number(newest.get(tool, outcome)?.['sequence'])}))
  const last = ends.reduce((a, b) => (b.sequence > a.sequence ? b : a), {outcome: 'ok', sequence: 0})
  const row = db.prepare('SELECT timestamp FROM events WHERE sequence = ?').get(last.sequence)
  return row && {...last, at: Date.parse(String(row['timestamp']))}
}
