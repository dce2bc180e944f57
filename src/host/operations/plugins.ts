import {approves} from '../approves.ts'
import {disable} from '../catalog/enable.ts'
import {placesOf} from '../catalog/places.ts'
import {stateNow} from '../catalog/verify-tree.ts'
import {done, wrong, type Operation} from '../operation.ts'
import type {Plugin, State} from '../plugin.ts'
import {seen} from '../visible.ts'
import {named} from './enable.ts'

/** All plugins with their states; to those who may not approve any, the ones they may see. */
export const pluginList: Operation = {
  tool: 'plugin_list',
  permissions: [],
  changes: false,
  run: async ({around, paths}, work) => {
    const {request, world} = work
    const {catalog} = world
    const all = [...catalog.plugins.values()]
    const places = placesOf(around, paths)
    const approver = approves(world.policy, request.by)
    const shown = approver ? all : all.filter((plugin) => seen(plugin, world, request))
    const plugins = await Promise.all(
      shown.map(async (plugin) => listed(plugin, await stateNow(plugin, places))),
    )
    return done({plugins, problems: approver ? catalog.problems : []})
  },
}

export const pluginDisable: Operation = {
  tool: 'plugin_disable',
  permissions: ['plugin:approve'],
  changes: true,
  input: named,
  run: async ({around, paths, now}, {values, request}) => {
    const name = String(values['name'])
    const problems = await disable(placesOf(around, paths), name, request.by.name, new Date(now()))
    return problems.length > 0 ? wrong(...problems) : done({name, state: 'disabled'})
  },
}

function listed({name, version, description, origin, dir, commands}: Plugin, state: State) {
  return {name, version, state, origin, description, dir, commands: commands.map(({tool}) => tool)}
}
