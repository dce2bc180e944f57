import {problem, type Problem} from '../text/problem.ts'
import {hashOf, type Anchor} from './chain.ts'
import type {Row} from './stored-event.ts'

/** The first place where a chain is not what it was, and what is wrong there. */
export type Finding = {readonly sequence: number; readonly problem: Problem}

export type ChainCheck = {
  /** What is wrong with the next row, or undefined where it follows. After a finding the check is over. */
  accept(row: Row): Finding | undefined
  /** The last row that followed. */
  readonly last: () => Anchor
  /** How many events are older than the one before them: the clock was set back. Not a fault of the chain. */
  readonly setBack: () => number
}

/** Follows a chain from `anchor` on, row by row. */
export function chainCheck(anchor: Anchor): ChainCheck {
  let {sequence, hash} = anchor
  let [timestamp, setBack] = ['', 0]
  return {
    accept(row) {
      if (row.sequence !== sequence + 1) return misplaced(sequence + 1, row.sequence)
      const right = hashOf(hash, row)
      if (right !== row.hash)
        return {sequence: row.sequence, problem: problem('journal_edited', {sequence: row.sequence})}
      if (row.timestamp < timestamp) setBack++
      ;({sequence, hash, timestamp} = row)
      return undefined
    },
    last: () => ({sequence, hash}),
    setBack: () => setBack,
  }
}

function misplaced(wanted: number, found: number): Finding {
  if (found < wanted)
    return {sequence: found, problem: problem('journal_repeated', {sequence: found, wanted})}
  return {sequence: wanted, problem: problem('journal_gap', {from: wanted, to: found - 1})}
}
