import type {DatabaseSync} from 'node:sqlite'
import {problem, type Problem} from '../text/problem.ts'
import type {Finding} from './check-chain.ts'
import type {HeadsChecked} from './check-heads.ts'
import {cutHolds, type Cut} from './cut.ts'

/**
 * What is wrong with the beginning of a journal that something was cut away from: the host's key (`trusted`, where it is known) has to
 * have signed it, and an event of the chain has to say the same.
 */
export function checkCut(
  db: DatabaseSync,
  file: string,
  cut: Cut,
  trusted: string | undefined,
): HeadsChecked {
  const {sequence, event, key} = cut
  const signed = cutHolds(cut) && (trusted === undefined || key === trusted)
  const findings = [
    ...(signed ? [] : [found(sequence, problem('cut_forged', {sequence, file}))]),
    ...(recorded(db, cut) ? [] : [found(sequence, problem('cut_unrecorded', {sequence, event}))]),
  ]
  const notes = signed && trusted === undefined ? [problem('cut_unproved', {sequence, key})] : []
  return {findings, notes, heads: 0, proved: 0}
}

function recorded(db: DatabaseSync, {sequence, hash, event}: Cut): boolean {
  const row = db
    .prepare(
      `SELECT payload ->> '$.sequence' AS sequence, payload ->> '$.hash' AS hash FROM events
       WHERE sequence = ? AND event_type = 'AUDIT_PRUNED' AND json_valid(payload)`,
    )
    .get(event)
  return row !== undefined && row['sequence'] === sequence && row['hash'] === hash
}

const found = (sequence: number, problem: Problem): Finding => ({sequence, problem})
