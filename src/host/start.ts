import {problem} from '../text/problem.ts'
import type {Answer} from './answer.ts'
import type {Work} from './call.ts'
import {dependencyProblems} from './catalog/dependencies.ts'
import type {Host} from './operation.ts'
import {run, type RunDeps} from './run.ts'
import type {Target} from './target.ts'
import {runWorkflow, type CallStep} from './workflow.ts'

/** What is behind the ways in which a call can start. */
export type Starting = {readonly host: Host; readonly running: RunDeps; readonly callStep: CallStep}

/** Starts what the name stands for: one of Parrot's own operations, a plugin's steps, or its program in the sandbox. */
export async function start(
  {host, running, callStep}: Starting,
  target: Target,
  work: Work,
): Promise<Answer> {
  if (target.operation !== undefined) return target.operation.run(host, work)
  const problems = dependencyProblems(work.world.catalog, target.plugin)
  if (problems.length > 0) return {outcome: 'broken', problems}
  const {entrypoint} = target.command
  if (typeof entrypoint === 'string') return run(running, target, entrypoint, work)
  if ('workflow' in entrypoint) return runWorkflow(entrypoint.workflow, work, callStep)
  const operation = work.world.operations.get(entrypoint.builtin)
  if (operation !== undefined) return operation.run(host, work)
  return {outcome: 'broken', problems: [problem('builtin_missing', {name: entrypoint.builtin})]}
}
