import type {Tool} from '@modelcontextprotocol/server'
import type {Parrot} from '../host/parrot.ts'
import {terminalOnly} from '../host/terminal-only.ts'
import type {Command} from '../manifest/manifest.ts'
import type {Principal} from '../rbac/decision.ts'
import {plainLine} from '../text/plain.ts'
import {problem, says} from '../text/problem.ts'
import {published, publishedResult} from './schemas.ts'
import type {Offered} from './tool.ts'

/** Some clients drop a whole list for one name that is not like this. */
const nameClientsTake = /^[a-zA-Z0-9_-]{1,64}$/
const nothing = {type: 'object', additionalProperties: false} as const

/** A command of an enabled plugin, for who may see it. */
export function commandTool(parrot: Parrot, by: Principal, name: string): Offered | undefined {
  const plugin = parrot.catalog.commands.get(name)?.plugin
  if (plugin === undefined || !nameClientsTake.test(name) || !parrot.sees(by, name, 'mcp')) return undefined
  const loaded = plugin.load()
  const command = 'problem' in loaded ? undefined : loaded.commands.find(({tool}) => tool === name)
  if (command === undefined || 'problem' in loaded || command.serves !== undefined) return undefined
  const dry = dryRunName(command)
  return {
    listed: listedOnce(command, dry, parrot.may(by, name, 'mcp').effect === 'ask', loaded.manifest.icon),
    ...(command.task && {task: command.task}),
    ...(terminalOnly(command) && {refused: true}),
    asked: ({[dry ?? '']: dryRun, ...values}) =>
      dry === undefined || typeof dryRun !== 'boolean'
        ? {values: dryRun === undefined ? values : {...values, [dry ?? '']: dryRun}, dryRun: false}
        : {values, dryRun},
    input: command.input ?? nothing,
    result: (output) => output,
    runs: true,
  }
}

type Forms = {asking?: Tool; plain?: Tool}

/** Nothing of it depends on who asks but `asks`, and a manifest that was read is never changed. */
const made = new WeakMap<Command, Forms>()

function listedOnce(
  command: Command,
  dry: string | undefined,
  asks: boolean,
  icon: string | undefined,
): Tool {
  const forms = made.get(command) ?? {}
  made.set(command, forms)
  return (forms[asks ? 'asking' : 'plain'] ??= {...listed(command, dry, asks), ...iconsOf(icon)})
}

function listed(command: Command, dry: string | undefined, asks: boolean): Tool {
  const {tool, path, output, annotations = {}} = command
  const title = titleOf(path)
  const {readOnly = false, destructive, idempotent, openWorld} = annotations
  return {
    name: tool,
    title,
    description: plainLine(command.description) + (asks ? ` ${says(problem('mcp_tool_asks'))}` : ''),
    inputSchema: inputOf(command, dry),
    ...(output && {outputSchema: publishedResult(output)}),
    annotations: {
      title,
      readOnlyHint: readOnly,
      destructiveHint: !readOnly && destructive !== false,
      idempotentHint: idempotent ?? readOnly,
      openWorldHint: openWorld ?? false,
    },
  }
}

/** The manifest holds the picture itself, so that nobody is asked for it. */
function iconsOf(src: string | undefined): Pick<Tool, 'icons'> {
  const [, mimeType] = /^data:(image\/\w+);/.exec(src ?? '') ?? []
  return src === undefined || mimeType === undefined ? {} : {icons: [{src, mimeType}]}
}

export function titleOf(path: readonly string[]): string {
  const words = path.join(' ').replaceAll('_', ' ')
  return plainLine(words.slice(0, 1).toUpperCase() + words.slice(1))
}

function inputOf({input = nothing}: Command, dry: string | undefined): Tool['inputSchema'] {
  const schema = published(input)
  if (dry === undefined) return schema
  const flag = {type: 'boolean', default: false, description: says(problem('mcp_dry_run'))}
  return {...schema, properties: {...(schema['properties'] as object), [dry]: flag}}
}

/** What a terminal has a flag for is an input here, unless the plugin has one of that name itself. */
function dryRunName({dryRun, input}: Command): string | undefined {
  return dryRun !== true || Object.hasOwn(input?.['properties'] ?? {}, 'dry_run') ? undefined : 'dry_run'
}
