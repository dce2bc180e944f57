import {collect} from '../../facts/collect.ts'
import type {FactName} from '../../facts/facts.ts'
import {checkInput} from '../../manifest/check.ts'
import {configFor, type ConfigValues} from '../../manifest/config-values.ts'
import type {Manifest} from '../../manifest/manifest.ts'
import type {Permission} from '../../rbac/claim.ts'
import type {Job} from '../../sandbox/sandbox.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {jobFor} from '../job.ts'
import type {Host} from '../operation.ts'
import {pastRuns} from '../past-runs.ts'
import {settingsOf} from '../settings.ts'
import {targetFor, type Declared} from './declared.ts'
import type {Subject} from './subject.ts'

/** Covers nothing, for it is no name that resolves: everything that is asked for is refused, and remembered. */
const nowhere = 'nowhere.invalid:1'

/** The job that a call of the plugin would be, with an empty /data and no host to be reached, and the settings that it is for. */
export async function preparedJob(
  host: Host,
  work: Work,
  subject: Subject,
  declared: readonly Declared[],
): Promise<{readonly job: Job; readonly settings: ConfigValues} | {readonly answer: Answer}> {
  const {manifest, command, entry} = subject
  const target = targetFor(subject)
  const settings = configFor(manifest, harmlessly(manifest, settingsOf(target, work.world.config)))
  if ('problems' in settings) return {answer: {outcome: 'broken', problems: settings.problems}}
  const {input = {}} = work.values as {readonly input?: Readonly<Record<string, unknown>>}
  const checked = await checkInput({schema: command.input ?? {}, command: 'plugin trace'}, input)
  if ('problems' in checked) return {answer: {outcome: 'invalid_input', problems: checked.problems}}

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
  return {job: {...job, grants: {...job.grants, connect: [nowhere]}}, settings}
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
