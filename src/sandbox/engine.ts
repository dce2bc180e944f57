import {existsSync, realpathSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {problem} from '../text/problem.ts'
import {confine} from './confine.ts'
import {entryOf, type Entry} from './entry.ts'
import {launch} from './launch.ts'
import {bwrapOf, type SandboxOptions} from './options.ts'
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
  return join(realpathSync.native(dirname(folder)), basename(folder))
}

async function begin(
  {job, options, signal, watch}: Run,
  plan: ReturnType<typeof confine>,
): Promise<Exit | Refusal> {
  if ('code' in plan) return {refused: plan}
  const end = await launch(plan, job, options.run, signal, watch)
  return 'failed' in end ? {refused: problem('no_sandbox', {plugin: job.plugin, cause: end.failed})} : end
}

/** In the engine; where this machine has none, a job that is content with less gets that, and any other nothing. */
async function confined(run: Run): Promise<Exit | Refusal> {
  const {job, entry, options, signal, watch} = run
  const bwrap = bwrapOf(options, existsSync)
  if (bwrap !== undefined) {
    const plan = confine(job, entry, bwrap, options)
    if ('code' in plan) return {refused: plan}
    const scoped =
      canScope(options.uid) && (keptVerdict(options) ?? (await probe(options)).limits === 'enforced')
    const end = await launch(
      scoped ? inScope(plan, job.limits, options.uid) : plan,
      job,
      options.run,
      signal,
      watch,
    )
    if (!('failed' in end)) return end
    const health = await probe(options)
    // The machine can; it was something about this job.
    if (health.problem === undefined)
      return {refused: problem('no_sandbox', {plugin: job.plugin, cause: end.failed})}
  }
  if (contentWithLess(job)) return begin(run, loosely(job, entry, options))
  const {problem: cause} = await probe(options)
  return {refused: cause ?? problem('no_sandbox', {plugin: job.plugin, cause: 'bubblewrap'})}
}
