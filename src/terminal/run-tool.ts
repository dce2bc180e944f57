import type {Listed, Plugin} from '../host/plugin.ts'
import {exactly} from '../host/exactly.ts'
import type {CallResult, Input} from '../host/request.ts'
import type {Command} from '../manifest/manifest.ts'
import {isWorkflow} from '../manifest/workflow-output.ts'
import type {Problem} from '../text/problem.ts'
import {answer} from './answer.ts'
import {callFrom} from './call.ts'
import {callFlags, hasFlag, json, resume} from './common-flags.ts'
import type {Door} from './door.ts'
import {fieldsOf} from './fields.ts'
import {retold} from '../text/reader.ts'
import {knowWords, theirs} from './plugin-words.ts'
import {readInput} from './read-input.ts'
import {viewOutput} from './view-output.ts'

/** Runs one command of a plugin. Its arguments are read when the host asks for them, and not before. */
export async function runTool(
  door: Door,
  plugin: Plugin,
  listed: Listed,
  argv: readonly string[],
): Promise<void> {
  const workflow = isWorkflow(manifestCommand(plugin, listed)?.entrypoint)
  const ended = await callFrom(door, {
    tool: listed.tool,
    input: () => inputOf(plugin, listed, argv),
    dryRun: hasFlag(argv, 'dry-run'),
    unsandboxed: hasFlag(argv, 'unsandboxed'),
    told: (text) => theirs(plugin, retold(text)),
    // Whatever a workflow's log says, Parrot or a step of it said.
    toldLog: workflow ? retold : undefined,
    resume: hasFlag(argv, 'resume') && workflow,
  })
  const result = {...ended, problems: await named(ended, () => inputOf(plugin, listed, argv))}
  await knowWords(door, result.problems, plugin)
  process.exitCode = await answer(door, result, {
    json: hasFlag(argv, 'json'),
    ownStatus: hasFlag(argv, 'exit-code'),
    view: (output, look) =>
      viewOutput(output, manifestCommand(plugin, listed)?.output, look, (text) => theirs(plugin, text)),
  })
}

/** What was refused before its input was read is said with it: the right to this one, not to every one. */
async function named(
  {outcome, problems}: CallResult,
  input: () => Promise<Input>,
): Promise<readonly Problem[]> {
  if (outcome !== 'denied' && outcome !== 'needs_approval') return problems
  const given = await input()
  return 'values' in given ? exactly(problems, given.values) : problems
}

async function inputOf(plugin: Plugin, listed: Listed, argv: readonly string[]): Promise<Input> {
  const loaded = plugin.load()
  if ('problem' in loaded) return {problems: [loaded.problem]}
  const command = manifestCommand(plugin, listed)
  const more = isWorkflow(command?.entrypoint) ? [resume] : []
  return readInput(fieldsOf(command?.input), [json, ...callFlags, ...more], argv, listed.path.join(' '))
}

/** The command in full, or undefined where its manifest is not the checked one any more. */
export function manifestCommand(plugin: Plugin, {tool}: Listed): Command | undefined {
  const loaded = plugin.load()
  return 'problem' in loaded ? undefined : loaded.commands.find((command) => command.tool === tool)
}
