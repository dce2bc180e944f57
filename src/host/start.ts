import type {Answer} from './answer.ts'
import type {Work} from './call.ts'
import type {Host} from './operation.ts'
import {run, type RunDeps} from './run.ts'
import type {Target} from './target.ts'

/** Starts what the name stands for: one of Parrot's own operations, or a plugin's program in the sandbox. */
export async function start(host: Host, deps: RunDeps, target: Target, work: Work): Promise<Answer> {
  return target.operation === undefined ? run(deps, target, work) : target.operation.run(host, work)
}
