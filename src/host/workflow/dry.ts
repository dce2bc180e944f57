import type {Step} from '../../manifest/manifest.ts'
import {problem} from '../../text/problem.ts'
import {find} from '../target.ts'
import {tryStep, type Tried} from './attempts.ts'
import type {Flow} from './flow.ts'
import type {Seen} from './seen.ts'
import {notCalled} from './step-result.ts'

/** One step of a dry run: dry where it can be, as it is where it changes nothing, and left out and named where neither. */
export async function dryStep(flow: Flow, at: number, seen: Seen): Promise<Tried> {
  const {call: tool} = flow.steps[at] as Step
  const way = wayOf(flow, tool)
  if (way === 'dry') return tryStep(flow, at, seen)
  if (way === 'as it is') return tryStep(wet(flow), at, seen)
  const result = notCalled(flow.steps, at)
  return {result, problems: [problem('workflow_step_undry', {step: at + 1, tool})]}
}

/** What is not there is called all the same: it is for the corridor to say so. */
function wayOf({work}: Flow, tool: string): 'dry' | 'as it is' | 'not' {
  const target = find(work.world, tool)
  if (target === undefined || 'problem' in target) return 'dry'
  if (target.operation !== undefined) return target.operation.changes ? 'not' : 'as it is'
  if (target.command.dryRun === true) return 'dry'
  return target.command.annotations?.readOnly === true ? 'as it is' : 'not'
}

function wet(flow: Flow): Flow {
  return {...flow, work: {...flow.work, request: {...flow.work.request, dryRun: false}}}
}
