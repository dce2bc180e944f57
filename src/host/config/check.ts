import {existsSync} from 'node:fs'
import {basename, extname, resolve} from 'node:path'
import {configFiles, isProgram} from '../../config/config-files.ts'
import {fromLayers, readLayers, type Layers, type Part} from '../../config/load.ts'
import {isData} from '../../config/parse.ts'
import {readPolicyFiles} from '../../config/policy-files.ts'
import {checkText} from '../../config/read.ts'
import {checkEnvText} from '../../config/read-variables.ts'
import {unsigned} from '../../config/unsigned.ts'
import {strangeVariables} from '../../config/variable-warnings.ts'
import {readSafely} from '../../config/safe-file.ts'
import {compilePolicy} from '../../rbac/policy.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {wrong, type Host} from '../operation.ts'
import {settingProblems} from './setting-problems.ts'
import {strangeRules} from './strange-rules.ts'
import {keepAsFound} from './written.ts'

type Checked = {
  readonly files: readonly string[]
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/** Is this file right, or else everything that Parrot would read here? Nothing of a file that is named is run. */
export async function check(host: Host, work: Work): Promise<Answer> {
  const {file} = work.values as {readonly file?: string}
  const checked =
    file === undefined
      ? await checkAll(host, work)
      : await checkOne(host, work, resolve(host.around.cwd, file))
  if ('code' in checked) return wrong(checked)
  const ok = checked.problems.length === 0
  const whole = ok && work.world.problems.length === 0
  if (whole && file === undefined) await keepAsFound(host, work.request.by.name)
  return {outcome: ok ? 'ok' : 'findings', problems: [], output: {ok, ...checked}}
}

async function checkAll(host: Host, work: Work): Promise<Checked> {
  const {around, paths} = host
  const layers = await readLayers(around, paths)
  const loaded = await fromLayers(layers)
  const files = filesOf(layers)
  if ('problems' in loaded) return {files, problems: loaded.problems, warnings: []}
  const {roles, users, problems} = await readPolicyFiles(around, paths, loaded.config)
  const compiled = problems.length > 0 ? {problems} : compilePolicy(roles, users)
  const settings = await settingProblems(host, work, loaded.config, layers)
  return {
    files,
    problems: [...('problems' in compiled ? compiled.problems : []), ...settings.wrong],
    warnings: [
      ...settings.doubtful,
      ...loaded.warnings,
      ...overlooked(paths, layers),
      ...ofThisShell(layers),
      ...strangeVariables(around.env),
      ...unsigned(loaded.config),
      ...strangeRules(loaded.config, work.world, layers),
    ],
  }
}

/** Files that would be the configuration if another one were not. */
function overlooked(paths: Host['paths'], {system, user}: Layers): readonly Problem[] {
  return [[paths.system, system.file] as const, [paths.config, user.file] as const].flatMap(([folder, by]) =>
    by === undefined
      ? []
      : configFiles(folder)
          .filter((file) => file !== by && existsSync(file))
          .map((file) => problem('config_shadowed', {file, by})),
  )
}

/** What only this process's environment says of e-mail: whoever writes most of them was not started from here. */
function ofThisShell({variables}: Layers): readonly Problem[] {
  const names = ['PARROT_ALERT_EMAIL', 'PARROT_NOTIFY_EMAIL', 'PARROT_EMAIL_PREFIX']
  return names
    .filter((name) => variables.said.get(name)?.from === name)
    .map((name) => problem('config_variable_shell', {name}))
}

const filesOf = ({system, user, profile, project, variables}: Layers) => [
  ...[system, user, profile, project].flatMap(({file}) => file ?? []),
  ...variables.files,
]

async function checkOne(host: Host, work: Work, file: string): Promise<Checked | Problem> {
  if (isProgram(file)) return problem('config_check_program', {file})
  const found = readSafely(file, host.around.uid)
  if (found === undefined) return problem('config_check_missing', {file})
  if ('code' in found) return {files: [file], problems: [found], warnings: []}
  if (extname(file) === '.env' || basename(file) === '.env')
    return {files: [file], ...checkEnvText(host, file, found.text)}
  if (!isData(file)) return problem('config_check_kind', {file})
  const read = await checkText<Part>(file, found.text, 'config')
  const settings = read.problems.length > 0 ? undefined : await settingsIn(host, work, read)
  return {
    files: [file],
    problems: [...read.problems, ...(settings?.wrong ?? [])],
    warnings: settings?.doubtful ?? [],
  }
}

/** As if this file alone were there: what others say of the same setting is not this file's matter. */
async function settingsIn(host: Host, work: Work, user: Layers['user']) {
  const none = {problems: []}
  const variables = {...none, said: new Map(), files: [], warnings: []}
  const layers = {system: none, user, profile: none, project: none, variables}
  const loaded = await fromLayers(layers)
  return 'problems' in loaded ? undefined : settingProblems(host, work, loaded.config, layers)
}
