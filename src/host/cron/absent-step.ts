import {problem, type Problem} from '../../text/problem.ts'
import {find} from '../target.ts'
import type {World} from '../world.ts'

/** The first step of a workflow that has to be there and is not: at its time it would end before it began. */
export function absentStep(world: World, tool: string): Problem | undefined {
  const target = find(world, tool)
  if (target === undefined || 'problem' in target || target.command === undefined) return undefined
  const {entrypoint} = target.command
  if (typeof entrypoint === 'string' || !('workflow' in entrypoint)) return undefined
  const step = entrypoint.workflow.find(
    ({call, continueOnError}) => continueOnError !== true && find(world, call) === undefined,
  )
  return step && problem('schedule_step', {tool, step: step.call})
}
