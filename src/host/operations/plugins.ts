import {inWords} from '../../rbac/words.ts'
import type {parsePermissions} from '../../rbac/permission.ts'
import {approves} from '../approves.ts'
import type {Work} from '../call.ts'
import {disable, enable, propose} from '../catalog/enable.ts'
import {placesOf} from '../catalog/places.ts'
import {stateNow} from '../catalog/verify-tree.ts'
import {done, wrong, type Operation} from '../operation.ts'
import type {Plugin, State} from '../plugin.ts'
import {visible} from '../visible.ts'
import {wantedBy} from '../wanted.ts'
import type {World} from '../world.ts'

const named = {
  type: 'object',
  required: ['name'],
  properties: {name: {type: 'string', description: 'Name of the plugin'}},
  additionalProperties: false,
} as const

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
    const shown = approver ? all : all.filter((plugin) => seen(plugin, work))
    const plugins = await Promise.all(
      shown.map(async (plugin) => listed(plugin, await stateNow(plugin, places))),
    )
    return done({plugins, problems: approver ? catalog.problems : []})
  },
}

/** Approves the plugin as it lies there now: these files, for what their manifest asks. */
export const pluginEnable: Operation = {
  tool: 'plugin_enable',
  permissions: ['plugin:approve'],
  changes: true,
  input: named,
  run: async ({around, paths, now}, {values, request, world}) => {
    const places = placesOf(around, paths)
    const proposal = await propose(places, String(values['name']))
    if ('problems' in proposal) return wrong(...proposal.problems)
    const asked = resourcesOf(world, proposal.name)
    if ('problems' in asked) return wrong(...asked.problems)
    const permissions = asked.permissions.map(({text}) => text)
    const problems = await enable(places, {...proposal, permissions}, request.by.name, new Date(now()))
    if (problems.length > 0) return wrong(...problems)
    return done({...proposal, permissions, words: asked.permissions.map(inWords)})
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

/** To those who may not see it, a plugin is not there. */
function seen({state, commands}: Plugin, {world, request}: Work): boolean {
  return state === 'enabled' && commands.some(({tool}) => visible(world, request, tool))
}

function listed({name, version, description, origin, dir, commands}: Plugin, state: State) {
  return {name, version, state, origin, description, dir, commands: commands.map(({tool}) => tool)}
}

/** Of all its commands, expanded as they would be for a call, each once. */
function resourcesOf(world: World, name: string): ReturnType<typeof parsePermissions> {
  const plugin = world.catalog.plugins.get(name)
  const asked = plugin?.commands.map((command) =>
    wantedBy({tool: command.tool, plugin, command}, world, {unsandboxed: false}),
  )
  const problems = (asked ?? []).flatMap((one) => one.problems)
  if (problems.length > 0) return {problems}
  const permissions = (asked ?? []).flatMap(({wanted}) => wanted.permissions)
  return {permissions: [...new Map(permissions.map((one) => [one.text, one])).values()]}
}
