import {inWords} from '../../rbac/words.ts'
import {decide} from '../../rbac/decide.ts'
import {parsePermissions, readPermission} from '../../rbac/permission.ts'
import type {Work} from '../call.ts'
import {disable, enable, propose} from '../catalog/enable.ts'
import {placesOf} from '../catalog/places.ts'
import {done, wrong, type Operation} from '../operation.ts'
import type {Plugin} from '../plugin.ts'
import {visible} from '../visible.ts'

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
  run: async (_host, work) => {
    const {catalog} = work.world
    const all = [...catalog.plugins.values()]
    if (approves(work)) return done({plugins: all.map(listed), problems: catalog.problems})
    return done({plugins: all.filter((plugin) => seen(plugin, work)).map(listed), problems: []})
  },
}

/** Approves the plugin as it lies there now: these files, for what their manifest asks. */
export const pluginEnable: Operation = {
  tool: 'plugin_enable',
  permissions: ['plugin:approve'],
  changes: true,
  input: named,
  run: async ({around, paths, now}, {values, request}) => {
    const places = placesOf(around, paths)
    const proposal = await propose(places, String(values['name']))
    if ('problems' in proposal) return wrong(...proposal.problems)
    const problems = await enable(places, proposal, request.by.name, new Date(now()))
    return problems.length > 0 ? wrong(...problems) : done({...proposal, words: words(proposal.permissions)})
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

function approves({world, request}: Work): boolean {
  const permission = readPermission('plugin:approve')
  return 'claim' in permission && decide(world.policy, request.by, permission).effect === 'allow'
}

/** To those who may not see it, a plugin is not there. */
function seen({state, commands}: Plugin, {world, request}: Work): boolean {
  return state === 'enabled' && commands.some(({tool}) => visible(world, request, tool))
}

function listed({name, version, description, state, origin, dir, commands}: Plugin) {
  return {name, version, state, origin, description, dir, commands: commands.map(({tool}) => tool)}
}

function words(permissions: readonly string[]): string[] {
  const parsed = parsePermissions(permissions)
  return 'permissions' in parsed ? parsed.permissions.map(inWords) : [...permissions]
}
