import type {Step} from '../../manifest/manifest.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {World} from '../world.ts'
import type {Attempt} from './left-off.ts'
import {repeatable, retriesOf, worthRetrying} from './retries.ts'
import type {RunState} from './state.ts'
import {notCalled, wentWell, type StepResult} from './step-result.ts'

/** Where a run goes on: what is done, and which attempt of the step after that is the next. */
export type Point = {
  readonly done: readonly StepResult[]
  readonly attempt: number
  /** That step is a workflow, and goes on itself with the run that this call carried. */
  readonly resume?: string
}

/**
 * Where a run that stopped goes on, from what the journal has of the step that was running. That step is done where its
 * end is on record; it is run again where it never began, failed, or may be run twice, and not where it may have done
 * its work. `resumable`: it is a workflow that can say this of its own steps.
 */
export function carryOn(
  {done, ended}: RunState,
  last: Attempt | undefined,
  steps: readonly Step[],
  {world, resumable}: {readonly world: World; readonly resumable: boolean},
): Point | {readonly problem: Problem} {
  const step = steps[done.length]
  if (last === undefined || step === undefined) return {done, attempt: 1}
  const {outcome = 'unknown_outcome', call, ms, attempt: attempts} = last
  const over = {done: [...done, {...notCalled(steps, done.length), outcome, call, attempts, ms}], attempt: 1}
  if (wentWell(outcome)) return over
  if (resumable) return {done, attempt: 1, resume: call}
  if (outcome === 'unknown_outcome') {
    if (repeatable(world, step.call)) return {done, attempt: 1}
    if (step.continueOnError === true) return over
    return {problem: problem('workflow_unsure', {step: done.length + 1, tool: step.call})}
  }
  const left = worthRetrying(outcome) && attempts < retriesOf(step, world).attempts
  if (left && ended === undefined) return {done, attempt: attempts + 1}
  return step.continueOnError === true && ended === undefined ? over : {done, attempt: 1}
}
