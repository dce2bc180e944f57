import type {Parrot} from '../host/parrot.ts'
import type {Plugin} from '../host/plugin.ts'
import type {Command, Serves} from '../manifest/manifest.ts'
import type {Principal} from '../rbac/decision.ts'
import type {Offered} from './tool.ts'

/** A command that is offered as a resource or a prompt. */
export type Served = {readonly plugin: Plugin; readonly command: Command; readonly serves: Serves}

/** All of them that this client may see, by the names of their commands. */
export function served(parrot: Parrot, by: Principal): Served[] {
  const names = [...parrot.catalog.commands.keys()].sort()
  return names.flatMap((name) => servedAs(parrot, by, name) ?? [])
}

/** Undefined for a tool, and for what this client may not see. */
export function servedAs(parrot: Parrot, by: Principal, name: string): Served | undefined {
  const plugin = parrot.catalog.commands.get(name)?.plugin
  if (plugin === undefined || !parrot.sees(by, name, 'mcp')) return undefined
  const loaded = plugin.load()
  const command = 'problem' in loaded ? undefined : loaded.commands.find(({tool}) => tool === name)
  return command?.serves && {plugin, command, serves: command.serves}
}

export function isServed(parrot: Parrot, by: Principal, name: string): boolean {
  return servedAs(parrot, by, name) !== undefined
}

/** As something that is called, for the corridor. */
export function asCalled(parrot: Parrot, by: Principal, name: string): Offered | undefined {
  const found = servedAs(parrot, by, name)
  if (found === undefined) return undefined
  const {tool, input = {type: 'object'}} = found.command
  return {
    listed: {name: tool, inputSchema: {type: 'object'}},
    asked: (values) => ({values, dryRun: false}),
    input,
    result: (output) => output,
    runs: true,
  }
}
