import {existsSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {problem, type Problem} from '../text/problem.ts'
import {confine} from './confine.ts'
import {entryOf, type Entry} from './entry.ts'
import {realPath} from './exact.ts'
import {launch, type Failed} from './launch.ts'
import {bwrapOf, type SandboxOptions} from './options.ts'
import type {Plan} from './plan.ts'
import {probe} from './probe.ts'
import type {Exit, Job, Refusal, Sandbox, Watch} from './sandbox.ts'
import {canScope, inScope, keptVerdict} from './scope.ts'
import {contentWithLess, loosely, unconfined} from './weaker.ts'

/** The sandbox of this process. Nothing is opened, looked for or created until a job runs. */
export function createSandbox(options: SandboxOptions): Sandbox {
  return {
    async run(asked, signal, watch) {
      const job = {
        ...asked,
        dir: settled(asked.dir),
        ...(asked.data !== undefined && {data: settled(asked.data)}),
      }
      const entry = entryOf(job)
      if ('code' in entry) return {refused: entry}
      const run: Run = {job, entry, options, signal, watch}
      return job.bypass ? begin(run, unconfined(job, entry, options)) : confined(run)
    },
  }
}

type Run = {
  readonly job: Job
  readonly entry: Entry
  readonly options: SandboxOptions
  readonly signal: AbortSignal
  readonly watch: Watch
}

/** Without the links on the way to Parrot's own folders; the folder itself must be none. */
function settled(folder: string): string {
  return join(realPath(dirname(folder)), basename(folder))
}

/** In the engine; where this machine has none, a job that is content with less gets that, and any other nothing. */
async function confined(run: Run): Promise<Exit | Refusal> {
  const {job, entry, options} = run
  const bwrap = bwrapOf(options, existsSync)
  if (bwrap !== undefined) {
    const end = await inEngine(run, bwrap)
    if (!('failed' in end)) return end
    // If the machine can, it was something about this job.
    if ((await probe(options)).problem === undefined) return refusal(job, end)
  }
  if (contentWithLess(job)) return begin(run, loosely(job, entry, options))
  const {problem: cause} = await probe(options)
  return {refused: cause ?? problem('no_sandbox', {plugin: job.plugin, cause: 'bubblewrap'})}
}

async function inEngine(run: Run, bwrap: string): Promise<Exit | Refusal | Failed> {
  const {job, entry, options} = run
  const attempt = async (scoped: boolean) => {
    const plan = confine(job, entry, bwrap, options)
    if ('code' in plan) return {refused: plan}
    return started(run, scoped ? inScope(plan, job.limits, options.uid) : plan)
  }
  if (!(await mayScope(options))) return attempt(false)
  const end = await attempt(true)
  // The clock may find no session bus where a terminal did; then the limits are held as they are without systemd.
  return 'failed' in end ? attempt(false) : end
}

async function mayScope(options: SandboxOptions): Promise<boolean> {
  return canScope(options.uid) && (keptVerdict(options) ?? (await probe(options)).limits === 'enforced')
}

async function begin(run: Run, plan: Plan | Problem): Promise<Exit | Refusal> {
  if ('code' in plan) return {refused: plan}
  const end = await started(run, plan)
  return 'failed' in end ? refusal(run.job, end) : end
}

async function started({job, options, signal, watch}: Run, plan: Plan): Promise<Exit | Failed> {
  if (options.tracer === undefined) return launch(plan, job, options.run, signal, watch)
  const {traced} = await import('./tracer.ts')
  const followed = traced(plan, options.tracer, options.run)
  const end = await launch(followed.plan, job, options.run, signal, watch)
  await followed.ended
  return end
}

function refusal({plugin}: Job, {failed}: Failed): Refusal {
  return {refused: problem('no_sandbox', {plugin, cause: failed})}
}
