import {problem, says, type Problem} from '../../text/problem.ts'
import type {Edited} from './edit.ts'
import type {Entry} from './entry.ts'
import type {Granted} from './granted.ts'
import type {Taken} from './take-back.ts'

type Change = 'added' | 'changed' | 'kept' | 'removed'

/** What was recommended and not put in, and why. */
export type LeftOut = {readonly id: string; readonly tool: string; readonly why: Problem}

/** What is said of entries beside what became of them: those left out, and those that stay as they are though something else was asked. */
export type Notes = {readonly leftOut: readonly LeftOut[]; readonly stays: ReadonlyMap<string, Problem>}

export const noNotes: Notes = {leftOut: [], stays: new Map()}

/** What roles were given, and what was taken back. */
type Rights = {readonly granted: Granted; readonly taken: readonly Taken[]}

/** What became of the schedule, or would. */
export function scheduleOutput(edited: Edited, dryRun: boolean, notes: Notes, {granted, taken}: Rights) {
  const {before, after, diff, kept} = edited
  const gone = before.filter((entry) => !after.some(({id}) => id === entry.id))
  const {leftOut, stays} = notes
  const rows = [...after, ...gone].map((entry) => rowOf(entry, changeOf(entry, edited), stays.get(entry.id)))
  const given = Object.entries(granted).flatMap(([role, rights]) => rights.map((right) => ({role, right})))
  const changed = diff !== '' || given.length + taken.length > 0 || rows.some(({change}) => change !== 'kept')
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
    granted: given,
    taken_back: taken,
    summary: changed
      ? line(dryRun, given, taken)
      : says(problem(stays.size > 0 ? 'schedule_stay' : 'schedule_same')),
  }
}

export function changeOf(entry: Entry, {before, after}: Pick<Edited, 'before' | 'after'>): Change {
  const old = before.find(({id}) => id === entry.id)
  const now = after.find(({id}) => id === entry.id)
  if (now === undefined) return 'removed'
  if (old === undefined) return 'added'
  return JSON.stringify(old) === JSON.stringify(now) ? 'kept' : 'changed'
}

function rowOf({id, tool, at, role}: Entry, change: Change, why?: Problem) {
  return {id, tool, at, role, change, why: why === undefined ? '' : says(why)}
}

function line(dryRun: boolean, given: readonly Taken[], taken: readonly Taken[]): string {
  const [granted, rights] = [given, taken].map((all) =>
    all.map(({role, right}) => `${right} (${role})`).join(', '),
  )
  if (granted && rights)
    return says(problem(dryRun ? 'schedule_would_swap' : 'schedule_swapped', {granted, rights}))
  if (granted) return says(problem(dryRun ? 'schedule_would_grant' : 'schedule_granted', {granted}))
  if (rights) return says(problem(dryRun ? 'schedule_would_take' : 'schedule_took', {rights}))
  return says(problem(dryRun ? 'schedule_would' : 'schedule_done'))
}
