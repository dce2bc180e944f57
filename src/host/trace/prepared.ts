import {collect} from '../../facts/collect.ts'
import type {FactName} from '../../facts/facts.ts'
import {checkInput} from '../../manifest/check.ts'
import {configFor} from '../../manifest/config-values.ts'
import type {Manifest} from '../../manifest/manifest.ts'
import type {Permission} from '../../rbac/claim.ts'
import {decideConsented} from '../../rbac/decide.ts'
import {isResource} from '../../rbac/permission.ts'
import type {Job} from '../../sandbox/sandbox.ts'
import type {Problem} from '../../text/problem.ts'
import {refused as refusedBy, type Answer} from '../answer.ts'
import type {Work} from '../call.ts'
import {jobFor} from '../job.ts'
import type {Host} from '../operation.ts'
import {pastRuns} from '../past-runs.ts'
import type {Plugin} from '../plugin.ts'
import {settingsOf} from '../settings.ts'
import type {PluginTarget} from '../target.ts'
import {wantedBy} from '../wanted.ts'
import type {NamedPlaces} from './proposals.ts'
import type {Subject} from './subject.ts'

/** What a manifest declares of the machine, as it is written and as it is meant here. */
export type Declared = {readonly text: string; readonly meant: Permission}

/** Covers nothing, for it is no name that resolves: everything that is asked for is refused, and remembered. */
const nowhere = 'nowhere.invalid:1'

/**
 * The resources that are given in a trace: what the manifest declares, but for `sys:`, which no trace gives. Refused where
 * a role of who asks objects to one.
 */
export function declaredBy(
  subject: Subject,
  {world, request}: Work,
): {readonly declared: readonly Declared[]} | {readonly answer: Answer} {
  const {wanted, problems} = wantedBy(targetFor(subject), world, {unsandboxed: false})
  if (problems.length > 0) return {answer: invalid(problems)}
  const declared = wanted.permissions
    .map((meant, at) => ({text: subject.command.permissions[at] ?? meant.text, meant}))
    .filter(({meant}) => isResource(meant) && meant.area !== 'sys')
  const decisions = declared.map(({meant}) => decideConsented(world.policy, request.by, meant))
  const against = decisions.find(({effect}) => effect !== 'allow')
  if (against === undefined) return {declared}
  return {answer: refusedBy({effect: against.effect, because: against, decisions})}
}

/** The job that a call of the plugin would be, with an empty /data and no host to be reached. */
export async function preparedJob(
  host: Host,
  work: Work,
  subject: Subject,
  declared: readonly Declared[],
): Promise<{readonly job: Job} | {readonly answer: Answer}> {
  const {manifest, command, entry} = subject
  const target = targetFor(subject)
  const settings = configFor(manifest, harmlessly(manifest, settingsOf(target, work.world.config)))
  if ('problems' in settings) return {answer: {outcome: 'broken', problems: settings.problems}}
  const {input = {}} = work.values as {readonly input?: Readonly<Record<string, unknown>>}
  const checked = await checkInput(command.input ?? {}, input)
  if ('problems' in checked) return {answer: invalid(checked.problems)}

  const permissions = declared.map(({meant}) => meant)
  const {signal} = work.request
  const runs = async () => pastRuns(await host.journal(), work.world.catalog)
  const facts = await collect(factsOf(permissions), {now: host.now, server: null, runs, signal})
  const as = {
    ...work,
    request: {...work.request, unsandboxed: false, dryRun: false},
    values: checked.values,
    wanted: {...work.wanted, permissions},
  }
  const parts = {entry, settings, facts, dataFolder: undefined, env: host.around.env}
  const job = jobFor(target, as, parts)
  return {job: {...job, grants: {...job.grants, connect: [nowhere]}}}
}

/** The paths that are configured for it, by their names in a manifest. */
export function placesFor(subject: Subject, {world}: Work): NamedPlaces {
  const {config = {}} = subject.manifest
  const values = Object.entries(settingsOf(targetFor(subject), world.config))
  return Object.fromEntries(
    values.flatMap(([key, value]) =>
      config[key]?.type === 'path' && typeof value === 'string' && value.startsWith('/')
        ? [[`$CONFIG.${key}`, value]]
        : [],
    ),
  )
}

/** One that nobody has approved may call itself as it likes, also after a plugin whose secrets are configured. */
function harmlessly({config = {}}: Manifest, values: Readonly<Record<string, unknown>>) {
  const secret = (key: string) => config[key]?.type === 'secret'
  const known = Object.entries(values).filter(([key]) => Object.hasOwn(config, key) && !secret(key))
  const standIns = Object.keys(config).filter((key) => secret(key) && config[key]?.required === true)
  return Object.fromEntries([...known, ...standIns.map((key) => [key, 'not-a-secret'])])
}

function factsOf(permissions: readonly Permission[]): FactName[] {
  return permissions.flatMap(({area, family}) =>
    area === 'facts' ? [family.slice('facts:'.length) as FactName] : [],
  )
}

function targetFor({dir, manifest, command}: Subject): PluginTarget {
  const {name, version, description} = manifest
  const plugin: Plugin = {
    name,
    version,
    description,
    dir,
    origin: 'user',
    state: 'not_enabled',
    stamp: '',
    commands: [],
    load: () => ({manifest, commands: [command]}),
  }
  return {tool: command.tool, manifest, command, plugin}
}

function invalid(problems: readonly Problem[]): Answer {
  return {outcome: 'invalid_input', problems}
}
