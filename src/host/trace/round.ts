import {createSandbox} from '../../sandbox/engine.ts'
import {interpreterOf} from '../../sandbox/first-line.ts'
import type {SandboxOptions} from '../../sandbox/options.ts'
import type {Exit, Job, Watch} from '../../sandbox/sandbox.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {follower} from './follow.ts'
import {alwaysShown} from './host-path.ts'
import type {Touch} from './touches.ts'

export type Round = {
  readonly job: Job
  readonly options: SandboxOptions
  readonly strace: string
  readonly signal: AbortSignal
  readonly watch: Watch
}

/** More is not kept of what a plugin touches. */
export const mostTouches = 20_000

/** Runs the job once, with `given` to read besides, and adds what it touched. */
export async function once(
  {job, options, strace, signal, watch}: Round,
  given: readonly string[],
  touches: Map<string, Touch>,
): Promise<Exit | {readonly problem: Problem}> {
  const entry = `/plugin/${job.entry}`
  const line = follower(entry, (touch) => {
    // Every sandbox shows these, and a program of them tells only that it runs.
    if (alwaysShown(touch.path) && ['look', 'read'].includes(touch.access)) return
    const key = `${touch.access} ${touch.got} ${touch.closed} ${touch.path}`
    if (touches.size < mostTouches && !touches.has(key)) touches.set(key, meant(touch, job))
  })
  const grants = {...job.grants, read: [...job.grants.read, ...given]}
  const sandbox = createSandbox({...options, tracer: {program: strace, line}})
  const end = await sandbox.run({...job, grants}, signal, watch)
  if ('because' in end) return end
  return {problem: complaintOf(strace, String(end.refused.params['cause'] ?? '')) ?? end.refused}
}

/** A script that is there and cannot be started lacks the program of its first line. */
function meant(touch: Touch, {dir, entry}: Job): Touch {
  if (touch.got || touch.access !== 'run' || touch.path !== `/plugin/${entry}`) return touch
  return {...touch, path: interpreterOf(`${dir}/${entry}`) ?? touch.path}
}

/** What keeps strace from its work, where that is what failed. */
function complaintOf(strace: string, complaint: string): Problem | undefined {
  if (!complaint.startsWith(`${strace}: `)) return undefined
  const cause = complaint.slice(strace.length + 2)
  return /ptrace|not permitted/i.test(cause)
    ? problem('trace_forbidden', {cause})
    : problem('trace_broken', {cause})
}
