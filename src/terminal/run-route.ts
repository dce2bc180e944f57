import {core} from './core.ts'
import type {Door} from './door.ts'
import type {Route} from './route.ts'
import {runTool} from './run-tool.ts'

/** Runs what a command line leads to. oclif is loaded only when there are arguments for it to parse. */
export async function run(door: Door, route: Extract<Route, {to: 'core' | 'tool'}>): Promise<void> {
  if (route.to === 'tool') return runTool(door, route.plugin, route.command, route.argv)
  const loaded = await core[route.id]?.load()
  if (loaded === undefined) throw new Error(`no command ${route.id}`)
  await new loaded.default(door, route.id.replaceAll(':', ' '), route.argv).run()
}
