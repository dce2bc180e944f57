import type {Door} from './door.ts'
import type {Route} from './route.ts'
import {visibleTools} from './tools.ts'
import {warn} from './warn.ts'

/** Writes the help of whatever a route leads to. */
export async function help(door: Door, route: Exclude<Route, {to: 'unknown'}>): Promise<void> {
  if (route.to !== 'root' && route.to !== 'topic') {
    const {explain} = await import('./explain.ts')
    return explain(door, route)
  }
  const {rootText, topicText} = await import('./help-list.ts')
  const tools = await visibleTools(door)
  if (route.to === 'topic') return door.out.write(topicText(route.topic, tools, door.out))
  door.out.write(rootText(tools, door.out))
  await warn(door)
}
