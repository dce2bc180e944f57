import {Plugin} from '@oclif/core/config'
import {core} from './core.ts'
import {describeCore, describeTool, type Described} from './describe.ts'
import type {Door} from './door.ts'
import {oclifConfig} from './oclif-config.ts'
import {shellInert} from './plain.ts'
import {visibleTools} from './tools.ts'

/** Hands over to oclif's completion plugin, which writes what it is told of into scripts that the shell runs. */
export async function complete(door: Door, id: string, argv: readonly string[]): Promise<void> {
  const plugin = new Plugin({name: '@oclif/plugin-autocomplete', root: door.root, type: 'core'})
  await plugin.load()
  const config = await oclifConfig(door, (await everyCommand(door)).map(forShell), [plugin])
  await config.runCommand(id, [...argv])
}

async function everyCommand(door: Door): Promise<Described[]> {
  const own = Object.entries(core).map(async ([id, {load}]) => describeCore(door, id, (await load()).default))
  const tools = [...(await visibleTools(door)).values()]
  return [
    ...(await Promise.all(own)),
    ...tools.map(({plugin, command}) => describeTool(door, plugin, command)),
  ]
}

/** The plugin escapes neither `$` nor what stands in options, and runs descriptions through a template engine. */
function forShell(command: Described): Described {
  const flags = Object.entries(command.flags).map(([name, flag]) => [name, flagForShell(flag)])
  return {...command, summary: shellInert(command.summary ?? ''), flags: Object.fromEntries(flags)}
}

function flagForShell(flag: Described['flags'][string]): Described['flags'][string] {
  const safe = {...flag, description: shellInert(flag.description ?? '')}
  if (safe.type !== 'option' || safe.options === undefined) return safe
  return {...safe, options: safe.options.filter((option) => /^[\w.@+-]+$/.test(option))}
}
