import type {Step} from '../../manifest/manifest.ts'
import {sees} from '../../rbac/authorise.ts'
import {problem, says} from '../../text/problem.ts'
import {find, offered} from '../target.ts'
import {wantedBy} from '../wanted.ts'
import type {Went} from './answer.ts'
import type {Tried} from './attempts.ts'
import type {Flow} from './flow.ts'
import type {Seen} from './seen.ts'
import {notCalled, type StepResult} from './step-result.ts'
import {endedBy} from './through.ts'

/**
 * The first step that has nothing to call: there is no such tool, it is not enabled, its files have changed, or the caller
 * may not know of it. Its call is made before all others, so that its answer is the corridor's own and on record, with a
 * signal that is over, so that it could start nothing. One that may fail is only told of.
 */
export async function firstAbsent(
  flow: Flow,
  done: readonly StepResult[],
  seen: Seen,
): Promise<Went | undefined> {
  const {steps} = flow
  const absent = steps.flatMap((step, at) => (at >= done.length && isAbsent(flow, step) ? [{step, at}] : []))
  const needed = absent.find(({step}) => step.continueOnError !== true)
  if (needed !== undefined) {
    const tried = await asked(flow, needed.step, needed.at)
    seen.ended(needed.at, tried.result)
    const rows = steps.map((_, at) => done[at] ?? notCalled(steps, at)).with(needed.at, tried.result)
    return {...endedBy(tried, 'workflow_step_first'), done: rows, passed: done}
  }
  for (const {step, at} of absent)
    seen.say(`warn: ${says(problem('workflow_step_absent', {step: at + 1, tool: step.call}))}`)
  return undefined
}

function isAbsent({work: {world, request}, above}: Flow, {call}: Step): boolean {
  const target = find(world, call)
  if (target === undefined || 'problem' in target || target.plugin?.state === 'modified') return true
  if (!offered(target, request.door)) return true
  if (target.operation !== undefined) return false
  const {wanted} = wantedBy(target, world, request, above.within)
  return !sees(world.policy, request.by, wanted, request.door)
}

async function asked(flow: Flow, {call: tool, input = {}}: Step, at: number): Promise<Tried> {
  const nothing = {
    input: async () => ({values: input}),
    resume: false,
    signal: AbortSignal.abort(),
    watch: {},
  }
  const request = {...flow.work.request, ...nothing, tool}
  const {outcome, call, problems, ms} = await flow.callStep(request, {
    ...flow.above,
    step: at + 1,
    attempt: 1,
  })
  return {result: {...notCalled(flow.steps, at), outcome, call, attempts: 1, ms}, problems}
}
