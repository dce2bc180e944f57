import type {Facts} from '../facts/facts.ts'
import {announce} from './announce.ts'
import type {Answer} from './answer.ts'
import type {Anew, Work} from './walk.ts'
import {dependencyProblems} from './catalog/dependencies.ts'
import {exclusive, lockFile} from './exclusive.ts'
import type {Host} from './operation.ts'
import {isForRoot} from './root/is-for-root.ts'
import {run, type Known, type RunDeps} from './run.ts'
import type {PluginTarget, Target} from './target.ts'
import {runBuiltin} from './run-builtin.ts'
import type {CallStep} from './workflow/flow.ts'

/** What is behind the ways in which a call can start. */
export type Starting = {
  readonly host: Host
  readonly running: RunDeps
  readonly callStep: CallStep
}

/** Starts what the name stands for: one of Parrot's own operations, a plugin's steps, or its program in the sandbox. */
export async function start(starting: Starting, target: Target, work: Work, anew: Anew): Promise<Answer> {
  const answer = await inTurn(starting, target, work, anew)
  return target.operation === undefined ? announce(starting.host.record, target, work, answer) : answer
}

/** Once its lock is its own. Who had to wait for that, or for facts, starts what is there by then, whose lock may be another. */
async function inTurn(
  starting: Starting,
  target: Target,
  work: Work,
  anew: Anew,
  {held, facts = {}}: Waited = {},
): Promise<Answer> {
  const {host} = starting
  if (target.operation !== undefined) return target.operation.run(host, work)
  const problems = dependencyProblems(work.world.catalog, target.plugin)
  if (problems.length > 0) return {outcome: 'broken', problems}
  const file = lockFile(host.paths, target, work)
  const begin = () => {
    const late = (more: Facts) =>
      anew((now, later, again) => inTurn(starting, now, later, again, {held: file, facts: more}))
    return startPlugin(starting, target, work, {facts, late})
  }
  if (file === undefined || file === held) return begin()
  return exclusive(file, target, work, async (waited) =>
    waited ? anew((now, later, again) => inTurn(starting, now, later, again, {held: file, facts})) : begin(),
  )
}

/** What a call has already from before it was looked at once more: its lock, and facts. */
type Waited = {readonly held?: string | undefined; readonly facts?: Facts}

async function startPlugin(
  {host, running, callStep}: Starting,
  target: PluginTarget,
  work: Work,
  known: Known,
): Promise<Answer> {
  const {entrypoint} = target.command
  if (typeof entrypoint === 'string') {
    if (!isForRoot(host.around, work)) return run(running, target, entrypoint, work, known)
    const {askRoot} = await import('./root/ask-root.ts')
    return askRoot(host.around.env, target, work)
  }
  if ('workflow' in entrypoint) {
    const {runWorkflow} = await import('./workflow.ts')
    return runWorkflow({host, callStep}, target, entrypoint.workflow, work)
  }
  return runBuiltin(host, running, callStep, target, entrypoint.builtin, work)
}
