import type {Step} from '../../manifest/manifest.ts'
import type {Outcome} from '../../outcomes.ts'
import type {Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {RunState} from './state.ts'
import {notCalled, type StepResult} from './step-result.ts'

/** How the steps went, as far as they went. `problems` are those that ended it, and whatever else has to be said. */
export type Went = {
  readonly outcome: Outcome
  readonly done: readonly StepResult[]
  /** Those that are behind it, should it be gone on with: all before the step that ended it. */
  readonly passed: readonly StepResult[]
  readonly problems: readonly Problem[]
}

export type About = {readonly run: string; readonly resumed?: boolean; readonly aside?: RunState | undefined}

/** The answer of a workflow: its outcome, what has to be said of steps, and every step, called or not. */
export function answerOf(
  steps: readonly Step[],
  {outcome, done, problems}: Omit<Went, 'passed'>,
  about: About,
): Answer {
  const {run, resumed = false, aside} = about
  const rows = steps.map((step, at) => row(step, done[at] ?? notCalled(steps, at)))
  const unfinished = aside && {unfinished: leftAt(aside, steps)}
  const output = {findings: outcome === 'findings', run, resumed, ...unfinished, steps: rows}
  return {outcome, problems, output}
}

/** Where a run stopped. */
export function leftAt({run, startedAt, done}: RunState, steps: readonly Step[]) {
  return {run, startedAt, ...nextStep(done, steps)}
}

/** After the last one there is none; then what was left is to say that it is over. */
function nextStep(done: readonly StepResult[], steps: readonly Step[]) {
  const at = Math.min(done.length, steps.length - 1)
  return {step: at + 1, tool: steps[at]?.call ?? ''}
}

function row({continueOnError}: Step, result: StepResult) {
  return {...result, status: statusOf(result.outcome, continueOnError === true)}
}

function statusOf(outcome: Outcome | null, mayFail: boolean): string {
  if (outcome === null) return 'not_applicable'
  if (outcome === 'ok') return 'ok'
  return outcome === 'findings' || mayFail ? 'warning' : 'critical'
}
