import {join} from 'node:path'
import {problem, says, type Problem} from '../text/problem.ts'
import {openChecked, saveChecked, type Checked} from './checked.ts'
import {configFiles, projectFiles} from './config-files.ts'
import {defaults, type Config, type PluginValues} from './config.ts'
import {openFolder} from './foreign.ts'
import {byCommand} from './mended.ts'
import type {Paths, Surroundings} from './paths.ts'
import {readProfile} from './profile.ts'
import {readFirst, type Read} from './read.ts'
import {readVariables, type Variables} from './read-variables.ts'
import {keysSaid, settingsSaid} from './with-variables.ts'

export type Loaded =
  {readonly config: Config; readonly warnings: readonly Problem[]} | {readonly problems: readonly Problem[]}

export type Part = Partial<Omit<Config, 'project' | 'variables'>>

/** The files that were there, each as it was read, and the variables. */
export type Layers = {readonly [layer in 'system' | 'user' | 'profile' | 'project']: Read<Part>} & {
  readonly variables: Variables
}

/**
 * System file, then the user's, then the profile's, then (for an ordinary user) what a project's file may say, then config.env
 * and `PARROT_*`. A wrong system or user file is a problem and no configuration; a wrong project file is a warning and is left out.
 */
export async function loadConfig(around: Surroundings, paths: Paths): Promise<Loaded> {
  return fromLayers(await readLayers(around, paths))
}

/** The configuration that these layers make. */
export async function fromLayers(layers: Layers): Promise<Loaded> {
  const {system, user, profile, project, variables} = layers
  const said = await keysSaid(variables.said)
  const problems = [system, user, profile, variables, said].flatMap((layer) => layer.problems)
  if (problems.length > 0) return {problems}

  const parts = [system.value, user.value, profile.value, said.part]
  const config = {
    ...parts.reduce(merge, defaults),
    project: project.value?.plugins ?? {},
    variables: settingsSaid(variables.said),
  }
  return {config, warnings: [...project.problems.map(leftOut), ...variables.warnings]}
}

/** Each by itself, for whoever wants to know which of them says what. */
export async function readLayers(around: Surroundings, paths: Paths): Promise<Layers> {
  const passed = openChecked<true>(join(paths.cache, 'configuration.json'), around.version, around.uid)
  const variables = readVariables(around, paths)
  const layers = {
    system: await readFolder(paths.system, around.uid, passed),
    user: ownOf(await readFolder(paths.config, around.uid, passed)),
    profile: await readProfile(around, paths, variables.said.get('PARROT_PROFILE'), passed),
    project: await readProject(around),
    variables,
  }
  saveChecked(passed)
  return layers
}

async function readFolder(folder: string, uid: number, passed: Checked<true>): Promise<Read<Part>> {
  const open = openFolder(folder)
  return open === undefined ? readFirst<Part>(configFiles(folder), uid, 'config', passed) : {problems: [open]}
}

/** There is a command that opens this one. */
const ownOf = (read: Read<Part>) => ({...read, problems: byCommand(read.problems)})

/** Root never reads one: whoever can write to the folder root happens to stand in would be heard. */
async function readProject({uid, cwd}: Surroundings): Promise<Read<Part>> {
  if (uid === 0) return {problems: []}
  return readFirst<Part>(projectFiles(cwd), uid, 'project')
}

function merge(base: Config, part: Part | undefined): Config {
  if (part === undefined) return base
  return {
    ...base,
    plugins: keyByKey(base.plugins, part.plugins ?? {}),
    rbac: {...base.rbac, ...part.rbac},
    audit: {...base.audit, ...part.audit},
    install: {...base.install, ...part.install},
    retries: {...base.retries, ...part.retries},
    reload: {...base.reload, ...part.reload},
    log: {...base.log, ...part.log, modules: {...base.log.modules, ...part.log?.modules}},
    alerts: {
      ...base.alerts,
      ...part.alerts,
      rules: {...base.alerts.rules, ...part.alerts?.rules},
    },
    notify: {...base.notify, ...part.notify},
    subscribers: named(base.subscribers, part.subscribers ?? []),
    limits: {...base.limits, ...part.limits},
  }
}

/** One value more in the user's file takes none of the system's away. */
function keyByKey(base: PluginValues, over: PluginValues): PluginValues {
  const merged = Object.entries(over).map(([name, values]) => [
    name,
    {...(Object.hasOwn(base, name) ? base[name] : {}), ...values},
  ])
  return {...base, ...(Object.fromEntries(merged) as PluginValues)}
}

/** Of two with one name the later. */
function named(base: Config['subscribers'], over: Config['subscribers']): Config['subscribers'] {
  const names = new Set(over.map(({name}) => name))
  return over.length === 0 ? base : [...base.filter(({name}) => !names.has(name)), ...over]
}

const leftOut = (cause: Problem) => problem('config_project', {cause: says(cause)})
