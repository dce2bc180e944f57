import type {Config} from '../config/config.ts'
import type {Facts} from '../facts/facts.ts'
import type {ConfigValues} from '../manifest/config-values.ts'
import {duration, size} from '../manifest/limits.ts'
import {speaksMcp, type CommandFields} from '../manifest/manifest.ts'
import type {Job, RunLimits} from '../sandbox/sandbox.ts'
import type {Work} from './walk.ts'
import {nobody} from './spoken/spoken.ts'
import {grantsFor, passedVariables} from './grants.ts'
import type {PluginTarget} from './target.ts'
import {timeLimit} from './time-limit.ts'

/** Everything a job is made of that the target and the work do not hold themselves. */
export type Parts = {
  /** The program, relative to the plugin's folder. */
  readonly entry: string
  readonly settings: ConfigValues
  readonly facts: Facts
  readonly dataFolder: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
}

const longestVariable = 64 * 1024

/** The one program that a call starts, as contracts between host and plugin say it (PLUGINS.md). */
export function jobFor({plugin, command}: PluginTarget, work: Work, parts: Parts): Job {
  const {id, request, values, world} = work
  const {entry, settings, facts, dataFolder, env} = parts
  const {permissions} = work.wanted
  const said = {call: id, command: command.path.at(-1), dryRun: request.dryRun}
  const talk = speaksMcp(command) ? (request.talk ?? nobody) : {}
  const document = {...said, input: values, config: settings.values, facts, ...talk}
  return {
    call: id,
    plugin: plugin.name,
    dir: plugin.dir,
    entry,
    ...(dataFolder !== undefined && {data: dataFolder}),
    readOnly: command.annotations?.readOnly === true,
    shipped: plugin.origin === 'shipped',
    bypass: request.unsandboxed,
    env: {
      ...passedVariables(permissions, env),
      ...settings.env,
      ...inputVariables(values),
      PARROT_CALL_ID: id,
      PARROT_PLUGIN: plugin.name,
      PARROT_DRY_RUN: String(request.dryRun),
    },
    stdin: JSON.stringify(document),
    grants: grantsFor(permissions),
    limits: limitsFor(command, world.config),
  }
}

/** One variable is at most 64 KiB: the kernel takes 128. Longer values are on stdin only. */
function inputVariables(values: Work['values']): Record<string, string> {
  const texts = Object.entries(values).map(([name, value]) => [
    `PARROT_INPUT_${name.toUpperCase().replaceAll('-', '_')}`,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return Object.fromEntries(
    texts.filter(([, text]) => Buffer.byteLength(text ?? '') <= longestVariable && !text?.includes('\0')),
  )
}

function limitsFor(command: CommandFields, {limits: caps}: Config): RunLimits {
  const {limits = {}} = command
  const seconds = limits.cpu === undefined ? undefined : Math.ceil((duration(limits.cpu) ?? 0) / 1000)
  return {
    timeoutMs: timeLimit(command, caps),
    graceMs: caps.graceMs,
    outputBytes: Math.min(size(limits.output ?? '1M') ?? 1024 ** 2, caps.outputBytes),
    memoryBytes: Math.min(size(limits.memory ?? '512M') ?? 512 * 1024 ** 2, caps.memoryBytes),
    pids: Math.min(limits.pids ?? 128, caps.pids),
    ...(seconds !== undefined && {cpuSeconds: seconds}),
    diskBytes: 64 * 1024 ** 2,
  }
}
