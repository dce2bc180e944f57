import type {Command, JsonSchema} from '../manifest/manifest.ts'
import type {Operation} from './operation.ts'
import {operations} from './operations.ts'
import type {Plugin} from './plugin.ts'
import type {World} from './world.ts'

type PluginTarget = {
  readonly tool: string
  readonly plugin: Plugin
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

export function find(world: World, tool: string): Target | undefined {
  const operation = operations.get(tool)
  if (operation !== undefined) return {tool, operation}
  const found = world.catalog.commands.get(tool)
  return found && {tool, ...found}
}

const anything: JsonSchema = {type: 'object', additionalProperties: false}

export function inputOf({command, operation}: Target): JsonSchema {
  return command?.input ?? operation?.input ?? anything
}
