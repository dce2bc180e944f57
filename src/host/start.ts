import {announce} from './announce.ts'
import type {Answer} from './answer.ts'
import type {Work} from './call.ts'
import {dependencyProblems} from './catalog/dependencies.ts'
import {exclusive} from './exclusive.ts'
import type {Host} from './operation.ts'
import {isForRoot} from './root/is-for-root.ts'
import {run, type RunDeps} from './run.ts'
import type {PluginTarget, Target} from './target.ts'
import {runBuiltin} from './run-builtin.ts'
import {stillAllowed} from './still-allowed.ts'
import type {World} from './world.ts'
import type {CallStep} from './workflow/flow.ts'

/** What is behind the ways in which a call can start. */
export type Starting = {
  readonly host: Host
  readonly running: RunDeps
  readonly callStep: CallStep
  /** The world as the files make it now, for a call that had to wait. */
  readonly worldNow: () => Promise<World>
}

/** Starts what the name stands for: one of Parrot's own operations, a plugin's steps, or its program in the sandbox. */
export async function start(
  {host, running, callStep, worldNow}: Starting,
  target: Target,
  work: Work,
): Promise<Answer> {
  if (target.operation !== undefined) return target.operation.run(host, work)
  const problems = dependencyProblems(work.world.catalog, target.plugin)
  if (problems.length > 0) return {outcome: 'broken', problems}
  const begin = async (waited: boolean) => {
    const late = waited ? await stillAllowed(host, target, work, await worldNow()) : undefined
    return late ?? startPlugin({host, running, callStep}, target, work)
  }
  return announce(host.record, target, work, await exclusive(host.paths, target, work, begin))
}

async function startPlugin(
  {host, running, callStep}: Omit<Starting, 'worldNow'>,
  target: PluginTarget,
  work: Work,
): Promise<Answer> {
  const {entrypoint} = target.command
  if (typeof entrypoint === 'string') {
    if (!isForRoot(host.around, work)) return run(running, target, entrypoint, work)
    const {askRoot} = await import('./root/ask-root.ts')
    return askRoot(host.around.env, target, work)
  }
  if ('workflow' in entrypoint) {
    const {runWorkflow} = await import('./workflow.ts')
    return runWorkflow({host, callStep}, target, entrypoint.workflow, work)
  }
  return runBuiltin(host, running, callStep, target, entrypoint.builtin, work)
}
