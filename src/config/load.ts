import {join} from 'node:path'
import {problem, says, type Problem} from '../text/problem.ts'
import {defaults, type Config} from './config.ts'
import type {Paths, Surroundings} from './paths.ts'
import {readFirst, type Read} from './read.ts'
import {weakeningVariables, withVariables} from './variables.ts'

export type Loaded =
  {readonly config: Config; readonly warnings: readonly Problem[]} | {readonly problems: readonly Problem[]}

type Part = Partial<Omit<Config, 'project' | 'variables'>>

const data = ['json', 'yaml', 'yml']
const code = ['js', 'mjs', 'cjs', 'ts']

/**
 * System file, then the user's, then (for an ordinary user) what a project's file may say, then `PARROT_*`.
 * A wrong system or user file is a problem and no configuration; a wrong project file is a warning and is left out.
 */
export async function loadConfig(around: Surroundings, paths: Paths): Promise<Loaded> {
  const system = await readFirst<Part>(
    named(paths.system, 'config', [...data, ...code]),
    around.uid,
    'config',
  )
  const user = await readFirst<Part>(named(paths.config, 'config', [...data, ...code]), around.uid, 'config')
  const problems = [...system.problems, ...user.problems]
  if (problems.length > 0) return {problems}

  const project = await readProject(around)
  const config = {...merge(merge(defaults, system.value), user.value), project: project.value?.plugins ?? {}}
  const warnings = [...project.problems.map(leftOut), ...weakeningVariables(around.env)]
  return {config: withVariables(config, around.env), warnings}
}

/** Root never reads one: whoever can write to the folder root happens to stand in would be heard. */
async function readProject({uid, cwd}: Surroundings): Promise<Read<Part>> {
  if (uid === 0) return {problems: []}
  return readFirst<Part>(
    [...named(cwd, '.parrotrc', data), ...named(cwd, 'parrot.config', data)],
    uid,
    'project',
  )
}

function merge(base: Config, part: Part | undefined): Config {
  if (part === undefined) return base
  return {
    ...base,
    plugins: {...base.plugins, ...part.plugins},
    rbac: {...base.rbac, ...part.rbac},
    audit: {...base.audit, ...part.audit},
    install: {...base.install, ...part.install},
    limits: {...base.limits, ...part.limits},
  }
}

const leftOut = (cause: Problem) => problem('config_project', {cause: says(cause)})

const named = (folder: string, name: string, endings: readonly string[]) =>
  endings.map((ending) => join(folder, `${name}.${ending}`))
