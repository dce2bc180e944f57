import {existsSync} from 'node:fs'
import type {Paths, Surroundings} from '../config/paths.ts'
import {makeFolders} from '../events/make-folders.ts'
import {collect, type Context} from '../facts/collect.ts'
import type {FactName, Facts} from '../facts/facts.ts'
import type {Sandbox} from '../sandbox/sandbox.ts'
import type {Answer} from './answer.ts'
import type {CallDeps, Work} from './walk.ts'
import {dataFolderOf} from './data-folder.ts'
import {ended} from './ended.ts'
import {jobFor} from './job.ts'
import {forgetRun, noteRun} from './live-runs.ts'
import {notStarted} from './not-started.ts'
import {notSetUp, setUp} from './set-up.ts'
import type {PluginTarget} from './target.ts'

/** What running a plugin leans on. */
export type RunDeps = Pick<CallDeps, 'vouch'> & {
  readonly sandbox: () => Promise<Sandbox>
  readonly machine: Pick<Context, 'now' | 'runs' | 'server'>
  readonly around: Surroundings
  readonly paths: Paths
  /** Where what runs is noted. */
  readonly runs: string
  /** Told before anything starts, so that no record shows them. */
  readonly keepSecret: (values: readonly string[]) => void
}

export type Known = {
  /** What was collected for this call before it was looked at once more. */
  readonly facts: Facts
  /** The call as it is now, with these facts. */
  readonly late: (facts: Facts) => Promise<Answer>
}

/** Rights are as old as this when any call begins, and no older when one does that waited for facts. Milliseconds. */
const oldest = 200

/** Starts a plugin's program with its settings, its facts and its folder, and tells how that ended. */
export async function run(
  deps: RunDeps,
  target: PluginTarget,
  entry: string,
  work: Work,
  known: Known,
): Promise<Answer> {
  const {command} = target
  const settings = setUp(deps, target, work)
  if ('problems' in settings) return notSetUp(deps, target, work, settings.problems)

  const {signal, watch} = work.request
  const began = performance.now()
  const {facts, more} = await factsFor(work, known.facts, deps)
  // They may have taken half a minute, in which its files and anybody's rights can have changed.
  if (more && performance.now() - began > oldest) return known.late(facts)
  const late = more ? await deps.vouch(target, work.wanted, work) : undefined
  if (late !== undefined) return late
  const job = jobFor(target, work, {
    entry,
    settings,
    facts,
    dataFolder: dataFolder(deps.paths, target),
    env: deps.around.env,
  })
  const started = (process: Parameters<typeof noteRun>[2]) => noteRun(deps.runs, job.call, process)
  const exit = await (await deps.sandbox()).run(job, signal, {...watch, started})
  forgetRun(deps.runs, job.call)
  if ('refused' in exit && !('because' in exit)) return notStarted(target, settings, exit.refused)
  return ended(command, work.wanted.permissions, exit, {limits: job.limits, secrets: settings.secrets})
}

/** Those that it declares and no others; `more` where some were not known yet. */
async function factsFor(work: Work, known: Facts, {machine}: RunDeps) {
  const named = factsOf(work)
  const wanted = named.filter((name) => !Object.hasOwn(known, name))
  const all: Facts = {...known, ...(await collect(wanted, {...machine, signal: work.request.signal}))}
  const facts: Facts = Object.fromEntries(named.map((name) => [name, all[name]]))
  return {facts, more: wanted.length > 0}
}

function factsOf({wanted}: Work): FactName[] {
  return wanted.permissions.flatMap(({area, family}) =>
    area === 'facts' ? [family.slice('facts:'.length) as FactName] : [],
  )
}

/** One that only reads gets what there is, if there is something; it is mounted read-only. */
function dataFolder(paths: Paths, {plugin, command}: PluginTarget): string | undefined {
  const folder = dataFolderOf(paths, plugin.name)
  if (command.annotations?.readOnly === true) return existsSync(folder) ? folder : undefined
  makeFolders(folder)
  return folder
}
