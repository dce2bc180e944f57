import {problem, type Problem} from '../../text/problem.ts'
import {knowsSchedule} from '../approves.ts'
import type {Work} from '../walk.ts'
import type {scheduleOutput} from './output.ts'

type Output = ReturnType<typeof scheduleOutput>

/** What whoever may change the schedule is told of it: who may not read it, of what they put in and of the entry that they named, no other. */
export function toldOf(work: Work, output: Output): Output {
  if (reads(work)) return output
  const {id, tool} = work.values
  const named = String(id ?? tool).replaceAll(/[- ]/g, id === undefined ? '_' : '$&')
  const entries = output.entries.filter((entry) => isNew(entry) || entry.id === named)
  return {...output, entries, diff: ''}
}

/** The difference of the crontab: all entries stand in it. */
export const diffFor = (work: Work, diff: string) => (reads(work) ? diff : '')

/** That an entry has this name cannot be kept from who wants to give it; what it runs can. */
export function takenFor(work: Work, taken: Problem): Problem {
  if (reads(work) || taken.code !== 'schedule_taken') return taken
  return problem('schedule_taken_unseen', {id: String(taken.params['id'])})
}

const reads = ({world, request}: Work) => knowsSchedule(world.policy, request.by)

const isNew = ({change}: Output['entries'][number]) => change !== 'kept' && change !== 'removed'
