import type {Paths} from '../../config/paths.ts'
import type {EventDraft} from '../../events/journal.ts'
import type {Outcome} from '../../outcomes.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {problemOf} from '../answer.ts'
import type {CallResult} from '../request.ts'
import {begin, end, overlapped} from './begin-end.ts'
import type {Entry} from './entry.ts'
import {look} from './look.ts'
import {whileNoneRuns} from './none-runs.ts'
import {refusal, unknown} from './unknown-entry.ts'

export type ClockDeps = {
  readonly paths: Pick<Paths, 'state'>
  readonly uid: number
  readonly zone: () => string
  readonly now: () => number
  readonly newId: () => string
  readonly record: (event: EventDraft) => Promise<unknown>
}

export type Refusal = {readonly outcome: Outcome; readonly problems: readonly Problem[]}

/** What the clock's door keeps of the schedule: who runs, what was missed. Both may reject with a ScheduleFault. */
export type Clock = {
  /**
   * Calls the entry by `work` unless there is none, it is another user's, or its run before still goes: then it is a problem.
   * What it missed before is on record first; so is a call that was refused.
   */
  run(id: string, work: (due: Entry) => Promise<CallResult>): Promise<CallResult | Refusal>
  /** Puts on record what every entry missed while nothing was started; gives those that are to be made up for. */
  look(): Promise<readonly string[]>
}

export function clockOf(deps: ClockDeps): Clock {
  return {run: (id, work) => run(deps, id, work), look: () => look(deps)}
}

/** Whoever only looks at an entry holds its lock for a moment, and is no run before. Milliseconds. */
const moment = 5_000

async function run(deps: ClockDeps, id: string, work: (due: Entry) => Promise<CallResult>) {
  const wrong = await refusal(deps, id)
  if (wrong !== undefined) return wrong
  const result = await whileNoneRuns(deps, id, () => runOnce(deps, id, work), moment)
  if (result !== undefined) return result
  await overlapped(deps, id)
  return {outcome: 'rate_limited', problems: [problem('schedule_running', {id})]} as const
}

/** What ran has run, also where that cannot be written down. */
async function runOnce(deps: ClockDeps, id: string, work: (due: Entry) => Promise<CallResult>) {
  const entry = await begin(deps, id)
  if (entry === undefined) return unknown(id)
  const result = await work(entry)
  try {
    await end(deps, id, result)
    return result
  } catch (error) {
    return {...result, problems: [...result.problems, problemOf(error)]}
  }
}
