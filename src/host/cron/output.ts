import {problem, says, type Problem} from '../../text/problem.ts'
import type {Edited} from './edit.ts'
import type {Entry} from './entry.ts'
import type {Taken} from './take-back.ts'

type Change = 'added' | 'changed' | 'kept' | 'removed'

/** What was recommended and not put in, and why. */
export type LeftOut = {readonly id: string; readonly tool: string; readonly why: Problem}

/** What became of the schedule, or would. */
export function scheduleOutput(
  edited: Edited,
  dryRun: boolean,
  leftOut: readonly LeftOut[],
  taken: readonly Taken[],
) {
  const {before, after, diff, kept} = edited
  const gone = before.filter((entry) => !after.some(({id}) => id === entry.id))
  const rows = [...after, ...gone].map((entry) => rowOf(entry, changeOf(entry, edited)))
  const changed = diff !== '' || taken.length > 0 || rows.some(({change}) => change !== 'kept')
  const others = leftOut.map(({id, tool, why}) => ({
    id,
    tool,
    at: '',
    role: '',
    change: 'left_out' as const,
    why: says(why),
  }))
  return {
    changed,
    dry_run: dryRun,
    entries: [...rows, ...others],
    diff,
    kept: kept ?? null,
    taken_back: taken,
    summary: line(changed, dryRun, taken),
  }
}

export function changeOf(entry: Entry, {before, after}: Pick<Edited, 'before' | 'after'>): Change {
  const old = before.find(({id}) => id === entry.id)
  const now = after.find(({id}) => id === entry.id)
  if (now === undefined) return 'removed'
  if (old === undefined) return 'added'
  return JSON.stringify(old) === JSON.stringify(now) ? 'kept' : 'changed'
}

function rowOf({id, tool, at, role}: Entry, change: Change) {
  return {id, tool, at, role, change, why: ''}
}

function line(changed: boolean, dryRun: boolean, taken: readonly Taken[]): string {
  if (!changed) return says(problem('schedule_same'))
  if (taken.length === 0) return says(problem(dryRun ? 'schedule_would' : 'schedule_done'))
  const rights = taken.map(({role, right}) => `${right} (${role})`).join(', ')
  return says(problem(dryRun ? 'schedule_would_take' : 'schedule_took', {rights}))
}
