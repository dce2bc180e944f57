import {problem, type Problem} from '../../text/problem.ts'
import {problemOf} from '../answer.ts'
import type {Went} from './answer.ts'
import type {From, Tried} from './attempts.ts'
import type {Point} from './carry-on.ts'
import type {Flow} from './flow.ts'
import type {Seen} from './seen.ts'
import {wentWell, type StepResult} from './step-result.ts'

/** How one step is carried out. */
type Way = (flow: Flow, at: number, seen: Seen, from?: From) => Promise<Tried>

/** Carries out the steps that are left, in order. `save` is told what is done before each of them but the first. */
export async function through(
  flow: Flow,
  from: Point,
  seen: Seen,
  way: Way,
  save: (done: readonly StepResult[]) => void,
): Promise<Went> {
  const done = [...from.done]
  const said: Problem[] = []
  for (let at = done.length; at < flow.steps.length; at++) {
    if (flow.signal.aborted)
      return inTime(flow, {outcome: 'cancelled', done, passed: done, problems: [stopped(flow, at)]})
    const lost = at > from.done.length ? unsaved(save, done) : undefined
    if (lost !== undefined) return {outcome: 'broken', done, passed: done, problems: [lost]}
    const tried = await way(flow, at, seen, at === from.done.length ? from : undefined)
    done.push(tried.result)
    seen.ended(at, tried.result)
    if (ends(flow, at, tried))
      return inTime(
        flow,
        takenBack(flow, {...endedBy(tried, 'workflow_step'), done, passed: done.slice(0, -1)}),
      )
    if (tried.result.outcome === null) said.push(...tried.problems)
  }
  const found = done.some(({outcome}) => outcome === 'findings')
  return {outcome: found ? 'findings' : 'ok', done, passed: done, problems: [...tolerated(done), ...said]}
}

/** A workflow is there although one of its steps is not: `unknown` would say of it that it is not. */
export function endedBy(
  {result: {step, tool, outcome}, problems}: Tried,
  code: 'workflow_step' | 'workflow_step_first',
): Pick<Went, 'outcome' | 'problems'> {
  const ended = outcome ?? 'broken'
  return {
    outcome: ended === 'unknown' ? 'broken' : ended,
    problems: [problem(code, {step, tool, outcome: ended}), ...problems],
  }
}

/** Between two attempts nothing is there to be stopped; it was taken back all the same. */
function takenBack({signal}: Flow, went: Went): Went {
  return signal.aborted && went.outcome !== 'timed_out' ? {...went, outcome: 'cancelled'} : went
}

/** Its own time is over: nobody took it back, and no step was too slow. */
function inTime({late}: Flow, went: Went): Went {
  const told = late()
  if (told.length === 0 || (went.outcome !== 'cancelled' && went.outcome !== 'timed_out')) return went
  const others = went.problems.filter(({code}) => code !== 'workflow_stopped' && code !== 'call_late')
  return {...went, outcome: 'timed_out', problems: [...told, ...others]}
}

/** What may fail may not be taken back: after that nothing more is called. */
function ends({signal, steps}: Flow, at: number, {result: {outcome}}: Tried): boolean {
  if (outcome === null || wentWell(outcome)) return false
  return signal.aborted || steps[at]?.continueOnError !== true
}

/** What is not on disk may not be behind us: nothing more is called. */
function unsaved(
  save: (done: readonly StepResult[]) => void,
  done: readonly StepResult[],
): Problem | undefined {
  try {
    save(done)
    return undefined
  } catch (cause) {
    return problemOf(cause)
  }
}

const stopped = ({steps}: Flow, at: number) =>
  problem('workflow_stopped', {step: at + 1, tool: steps[at]?.call ?? ''})

/** Those that failed and were allowed to. */
function tolerated(done: readonly StepResult[]): Problem[] {
  return done.flatMap(({step, tool, outcome}) =>
    outcome === null || wentWell(outcome) ? [] : [problem('workflow_step_tolerated', {step, tool, outcome})],
  )
}
