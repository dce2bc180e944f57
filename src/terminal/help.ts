import type {Described} from './describe.ts'
import type {Door} from './door.ts'
import type {Route} from './route.ts'
import {visibleTools} from './tools.ts'
import {warn} from './warn.ts'

/** Writes the help of whatever a route leads to. */
export async function help(door: Door, route: Exclude<Route, {to: 'unknown'}>): Promise<void> {
  if (route.to === 'root') return rootHelp(door)
  if (route.to === 'topic') {
    const {topicText} = await import('./help-list.ts')
    return door.out.write(topicText(route.topic, await visibleTools(door), door.out))
  }
  const {commandText} = await import('./help-command.ts')
  const {oclifConfig} = await import('./oclif-config.ts')
  const command = await describe(door, route)
  door.out.write(commandText(command, await oclifConfig(door, [command]), door.out.width))
}

async function describe(
  door: Door,
  route: Extract<Route, {to: 'core' | 'tool' | 'completion'}>,
): Promise<Described> {
  if (route.to === 'completion') return (await import('./completion.ts')).describeCompletion(door, route.id)
  return (await import('./run-route.ts')).described(door, route)
}

async function rootHelp(door: Door): Promise<void> {
  const {rootText} = await import('./help-list.ts')
  door.out.write(rootText(await visibleTools(door), door.out))
  await warn(door)
}
