import {problem, says, type Problem} from '../text/problem.ts'
import {configFiles, projectFiles} from './config-files.ts'
import {defaults, type Config, type PluginValues} from './config.ts'
import type {Paths, Surroundings} from './paths.ts'
import {readFirst, type Read} from './read.ts'
import {weakeningVariables, withVariables} from './variables.ts'

export type Loaded =
  {readonly config: Config; readonly warnings: readonly Problem[]} | {readonly problems: readonly Problem[]}

type Part = Partial<Omit<Config, 'project' | 'variables'>>

/** The files that were there, each as it was read. */
export type Layers = {readonly [layer in 'system' | 'user' | 'project']: Read<Part>}

/**
 * System file, then the user's, then (for an ordinary user) what a project's file may say, then `PARROT_*`.
 * A wrong system or user file is a problem and no configuration; a wrong project file is a warning and is left out.
 */
export async function loadConfig(around: Surroundings, paths: Paths): Promise<Loaded> {
  const {system, user, project} = await readLayers(around, paths)
  const problems = [...system.problems, ...user.problems]
  if (problems.length > 0) return {problems}

  const config = {...merge(merge(defaults, system.value), user.value), project: project.value?.plugins ?? {}}
  const warnings = [...project.problems.map(leftOut), ...weakeningVariables(around.env)]
  return {config: withVariables(config, around.env), warnings}
}

/** Each file by itself, for whoever wants to know which of them says what. */
export async function readLayers(around: Surroundings, paths: Paths): Promise<Layers> {
  return {
    system: await readFirst<Part>(configFiles(paths.system), around.uid, 'config'),
    user: await readFirst<Part>(configFiles(paths.config), around.uid, 'config'),
    project: await readProject(around),
  }
}

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

const leftOut = (cause: Problem) => problem('config_project', {cause: says(cause)})
