import {problem, type Problem} from '../../text/problem.ts'
import {problemOf} from '../answer.ts'
import type {Went} from './answer.ts'
import type {Begun} from './begin.ts'
import type {Flow} from './flow.ts'
import {forget, keep} from './state.ts'
import {wentWell} from './step-result.ts'
import {summaryOf} from './summary.ts'

/**
 * One event sums a run up. One that went well leaves nothing behind, any other can be gone on with. Told in this order: a
 * host that is killed in between leaves a run that has its summary, and is not given another. What went wrong with it.
 */
export async function close(
  {host, work, words, steps}: Flow,
  {state}: Begun,
  went: Went,
  ms: number,
): Promise<readonly Problem[]> {
  const {outcome, done, passed} = went
  try {
    await host.record(summaryOf(state, work, steps, outcome, {done, ms}))
    if (wentWell(outcome)) forget(host.paths, state)
    else keep(host.paths, {...state, done: passed, ended: outcome})
    return work.above === undefined && isWorthIt(went)
      ? [problem('workflow_kept', {words, step: passed.length + 1, count: steps.length})]
      : []
  } catch (cause) {
    return [problemOf(cause)]
  }
}

/** What may have done its work is looked at first, and where nothing was called there is nothing to go on with. */
function isWorthIt({outcome, done, passed, problems}: Went): boolean {
  const nothing = passed.length === 0 && problems[0]?.code === 'workflow_step_first'
  return !wentWell(outcome) && !nothing && done.at(-1)?.outcome !== 'unknown_outcome'
}
