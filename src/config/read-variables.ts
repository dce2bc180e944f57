import {dirname, join} from 'node:path'
import type {Problem} from '../text/problem.ts'
import {readEnvFile} from './env-file.ts'
import type {Paths, Surroundings} from './paths.ts'
import {readSafely} from './safe-file.ts'
import {elsewhere, heardFrom, strangers, weakening} from './variable-warnings.ts'
import {variables} from './variables.ts'

/** The value of one variable and who gave it: a `file:line`, or the variable's own name where the environment did. */
export type Said = {readonly value: string; readonly from: string}

export type Variables = {
  /** Those of config.env that were there. */
  readonly files: readonly string[]
  readonly said: ReadonlyMap<string, Said>
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/** The variables that Parrot knows: of the system's config.env, over it the user's, over both the environment's own. */
export function readVariables(around: Surroundings, paths: Paths): Variables {
  const said = new Map<string, Said>()
  const problems: Problem[] = []
  const warnings: Problem[] = []
  const files: string[] = []
  for (const folder of [paths.system, paths.config]) {
    const file = join(folder, 'config.env')
    const found = readSafely(file, around.uid)
    if (found === undefined) continue
    files.push(file)
    const read =
      'code' in found
        ? {lines: [], problems: [found]}
        : readEnvFile(file, found.text, known(file, around, paths))
    problems.push(...read.problems)
    warnings.push(...strangers(file, read))
    for (const {name, value, line} of read.lines)
      if (heardFrom(name)) said.set(name, {value, from: `${file}:${line}`})
  }
  for (const name of variables.keys()) {
    const value = around.env[name]
    const from = name === 'PARROT_PROFILE' ? (around.profileBy ?? name) : name
    if (value !== undefined) said.set(name, {value, from})
  }
  return {
    files,
    said: withoutEmpty(said),
    problems,
    warnings: [...warnings, ...weakening(said), ...elsewhere(said)],
  }
}

/** What is wrong in the text of a config.env, and what of it does nothing. */
export function checkEnvText(
  {around, paths}: {readonly around: Surroundings; readonly paths: Paths},
  file: string,
  text: string,
): Pick<Variables, 'problems' | 'warnings'> {
  const read = readEnvFile(file, text, known(file, around, paths))
  const said = read.lines.map(({name, value, line}) => [name, {value, from: `${file}:${line}`}] as const)
  return {
    problems: read.problems,
    warnings: [...strangers(file, read), ...weakening(new Map(said)), ...elsewhere(new Map(said))],
  }
}

/** What `$NAME` may stand for: places, as the scripts that wrote such files knew them. */
function known(file: string, {home, env}: Surroundings, paths: Paths): ReadonlyMap<string, string> {
  const runtime = env['XDG_RUNTIME_DIR']
  return new Map([
    ['HOME', home],
    ['SCRIPT_DIR', dirname(file)],
    ['PARROT_SCRIPT_DIR', dirname(file)],
    ['PARROT_BASE_DIR', paths.data],
    ['PARROT_LOG_DIR', join(paths.state, 'logs')],
    ['PARROT_IPC_DIR', paths.run],
    ...(runtime === undefined ? [] : ([['XDG_RUNTIME_DIR', runtime]] as const)),
  ])
}

/** Empty is as good as not set. */
const withoutEmpty = (said: ReadonlyMap<string, Said>) =>
  new Map([...said].filter(([, {value}]) => value !== ''))
