import type {Command, JsonSchema, Manifest} from '../manifest/manifest.ts'
import type {Door} from '../rbac/decision.ts'
import type {Problem} from '../text/problem.ts'
import type {Operation} from './operation.ts'
import type {Plugin} from './plugin.ts'
import type {World} from './world.ts'

export type PluginTarget = {
  readonly tool: string
  readonly plugin: Plugin
  readonly manifest: Manifest
  readonly command: Command
  readonly operation?: undefined
}
type OperationTarget = {
  readonly tool: string
  readonly operation: Operation
  readonly plugin?: undefined
  readonly command?: undefined
}

/** What a tool name stands for: a command of an enabled plugin, or one of Parrot's own operations. */
export type Target = PluginTarget | OperationTarget

/** Undefined where there is no such thing; a problem where its manifest changed since it was listed. */
export function find(
  {catalog, operations}: World,
  tool: string,
): Target | {readonly problem: Problem} | undefined {
  const operation = operations.get(tool)
  if (operation !== undefined) return {tool, operation}
  const plugin = catalog.commands.get(tool)?.plugin ?? modified(catalog, tool)
  const loaded = plugin?.load()
  if (plugin === undefined || loaded === undefined) return undefined
  if ('problem' in loaded) return loaded
  const command = loaded.commands.find((one) => one.tool === tool)
  return command && {tool, plugin, manifest: loaded.manifest, command}
}

/** Is it to be had through this door at all? */
export function offered({operation}: {readonly operation?: Operation | undefined}, door: Door): boolean {
  return operation?.terminal !== true || door === 'terminal'
}

/** One whose files have changed is found, so that it can be said; it does not get past the check of its tree. */
function modified({plugins}: World['catalog'], tool: string): Plugin | undefined {
  const changed = plugins.values().filter(({state}) => state === 'modified')
  return changed.find(({commands}) => commands.some((command) => command.tool === tool))
}

/** What it takes, and the words of its command; an operation's is found by the operation's name too. */
export function takenBy(target: Target): {readonly schema: JsonSchema; readonly command: string} {
  return {schema: inputOf(target), command: target.command?.path.join(' ') ?? target.tool}
}

const nothing: JsonSchema = {type: 'object', additionalProperties: false}

export function inputOf({command, operation}: Target): JsonSchema {
  return command?.input ?? operation?.input ?? nothing
}
