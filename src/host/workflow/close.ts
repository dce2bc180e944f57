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
  {outcome, done, passed}: Went,
  ms: number,
): Promise<readonly Problem[]> {
  try {
    await host.record(summaryOf(state, work, steps, outcome, {done, ms}))
    if (wentWell(outcome)) forget(host.paths, state)
    else keep(host.paths, {...state, done: passed, ended: outcome})
    // A run within another goes on with that one, and what may have done its work is looked at first.
    const unsure = done.at(-1)?.outcome === 'unknown_outcome'
    if (wentWell(outcome) || work.above !== undefined || unsure) return []
    return [problem('workflow_kept', {words, step: passed.length + 1, count: steps.length})]
  } catch (cause) {
    return [problemOf(cause)]
  }
}
