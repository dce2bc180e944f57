import {core} from './core.ts'
import {describeCore, describeTool, type Described} from './describe.ts'
import type {Door} from './door.ts'
import {oclifConfig} from './oclif-config.ts'
import type {Route} from './route.ts'

type Runnable = Extract<Route, {to: 'core' | 'tool'}>

/** Runs the command through oclif, which is told of this one only. */
export async function run(door: Door, route: Runnable): Promise<void> {
  const command = await described(door, route)
  const config = await oclifConfig(door, [command])
  await config.runCommand(command.id, [...route.argv])
}

/** The command that a route leads to, as oclif knows it. */
export async function described(door: Door, route: Runnable): Promise<Described> {
  if (route.to === 'tool') return describeTool(door, route.plugin, route.command)
  const loaded = await core[route.id]?.load()
  if (loaded === undefined) throw new Error(`no command ${route.id}`)
  return describeCore(door, route.id, loaded.default)
}
