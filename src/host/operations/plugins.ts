import {approves} from '../approves.ts'
import {placesOf} from '../catalog/places.ts'
import {pluginsSeen} from '../no-plugin.ts'
import {done, type Operation} from '../operation.ts'
import type {Plugin} from '../plugin.ts'
import {namesFor} from '../without-names.ts'
import {sealProblem} from '../catalog/lock.ts'

/**
 * All plugins with their states; to those who may not approve any, the ones they may see. Files are looked at by `plugin
 * verify` and before every run, not for a list.
 */
export const pluginList: Operation = {
  tool: 'plugin_list',
  permissions: [],
  changes: false,
  run: async ({around, paths}, work) => {
    const {request, world} = work
    const {catalog} = world
    const approver = approves(world.policy, request.by)
    const shown = pluginsSeen(work)
    const outside = shown.some(({entry}) => entry !== undefined)
    const unsealed = outside ? sealProblem(placesOf(around, paths)) : undefined
    const problems = [...(unsealed ? [unsealed] : []), ...catalog.problems]
    return done({plugins: shown.map(listed), problems: approver ? namesFor(work, problems) : []})
  },
}

function listed(plugin: Plugin) {
  const {name, version, description, origin, dir, state, entry, commands} = plugin
  const source = (entry?.approved ?? entry?.waiting)?.from?.source ?? entry?.linked ?? null
  const key = (entry?.approved ?? entry?.waiting)?.key
  return {
    name,
    version,
    state,
    origin,
    source,
    signed: origin === 'shipped' ? 'shipped' : key === undefined ? 'unsigned' : 'signed',
    risk: plugin.risk,
    waiting: entry?.approved === undefined ? null : (entry.waiting?.version ?? null),
    description,
    dir,
    commands: commands.map(({tool}) => tool),
  }
}
