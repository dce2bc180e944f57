import type {OpenJournal, StoredEvent} from '../events/journal.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {AlertState} from './state.ts'
import {steadyFrom} from './steady.ts'

type Reads = Pick<OpenJournal, 'read'>

/** Nobody is woken for what was longer ago when alerts are evaluated for the first time. */
const firstLookMs = 24 * 3_600_000

/** A state that begins with what happened in the last day. */
export function freshState(journal: Reads, now: number): AlertState {
  const [first] = journal.read({since: now - firstLookMs})
  const clock = steadyFrom(first === undefined ? now : Math.min(now, Date.parse(first.timestamp)))
  return {position: dayAgo(journal, now), clock, rules: {}, alerts: {}, silences: {}}
}

export function dayAgo(journal: Reads, now: number): AlertState['position'] {
  const [first] = journal.read({since: now - firstLookMs})
  return {sequence: first === undefined ? newest(journal) : first.sequence - 1, hash: ''}
}

/** Why this is not the journal that was seen before; undefined where it is. Its beginning may have been cut off since. */
export function notTheSame(journal: Reads, {position}: AlertState): Problem | undefined {
  const {sequence: seen, hash} = position
  const last = newest(journal)
  if (last < seen) return problem('alert_journal_shorter', {last, seen})
  const [there]: Iterable<StoredEvent> = seen === 0 ? [] : journal.read({after: seen - 1})
  const other = hash !== '' && there?.sequence === seen && there.hash !== hash
  return other ? problem('alert_journal_other', {seen}) : undefined
}

function newest(journal: Reads): number {
  const [last] = journal.read({limit: 1})
  return last?.sequence ?? 0
}
