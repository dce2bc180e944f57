import {printable} from '../manifest/show.ts'
import {notThere} from '../text/not-there.ts'
import type {Problem} from '../text/problem.ts'
import {approves} from './approves.ts'
import type {Plugin} from './plugin.ts'
import type {Asking} from './visible.ts'
import {seen} from './visible.ts'
import type {World} from './world.ts'

export type Walked = {readonly world: World; readonly request: Asking}

/** There is no plugin of this name, or none that they may know of; of those that they may, the nearest is said. */
export function noPlugin(walked: Walked, name: string): Problem {
  const names = pluginsSeen(walked).map((plugin) => plugin.name)
  return notThere('unknown_plugin', {name: printable(name.slice(0, 60))}, name, names)
}

/** The plugins that they may know of: who may approve any, all. */
export function pluginsSeen({world, request}: Walked): readonly Plugin[] {
  const all = [...world.catalog.plugins.values()]
  return approves(world.policy, request.by) ? all : all.filter((plugin) => seen(plugin, world, request))
}
