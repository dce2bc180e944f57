import {core} from './core.ts'
import {describeCore, describeTool, type Described} from './describe.ts'
import type {Door} from './door.ts'
import {commandText} from './help-command.ts'
import {oclifConfig} from './oclif-config.ts'
import type {Route} from './route.ts'
import {visibleTools} from './tools.ts'

type Explained = Extract<Route, {to: 'core' | 'tool' | 'completion'}>

/** Writes the whole help of one command, as oclif lays it out. */
export async function explain(door: Door, route: Explained): Promise<void> {
  const command = await described(door, route)
  door.out.write(commandText(command, await oclifConfig(door, [command]), door.out.width))
  if (route.to !== 'tool' || route.command.path.length > 1) return
  const {commandsBelow} = await import('./help-list.ts')
  door.out.write(commandsBelow(route.command.tool, await visibleTools(door), door.out))
}

async function described(door: Door, route: Explained): Promise<Described> {
  if (route.to === 'tool') return describeTool(door, route.plugin, route.command)
  if (route.to === 'completion') return (await import('./completion.ts')).describeCompletion(door, route.id)
  const loaded = await core[route.id]?.load()
  if (loaded === undefined) throw new Error(`no command ${route.id}`)
  return describeCore(door, route.id, loaded.default)
}
