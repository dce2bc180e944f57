import {problem} from '../../text/problem.ts'
import {disable} from '../catalog/enable.ts'
import {placesOf} from '../catalog/places.ts'
import {dependants} from '../install/dependants.ts'
import {done, wrong, type Operation} from '../operation.ts'
import {named, namedWith} from './named.ts'
import {tell} from './plugin-event.ts'

/** Switches a plugin off; what was approved is kept. Names the enabled plugins that do not run without it. */
export const pluginDisable: Operation = {
  tool: 'plugin_disable',
  permissions: ['plugin:approve'],
  changes: true,
  terminal: true,
  input: named,
  run: async (host, work) => {
    const name = String(work.values['name'])
    const problems = await disable(placesOf(host.around, host.paths), name)
    if (problems.length > 0) return wrong(...problems)
    await tell(host, work, 'PLUGIN_DISABLED', {name})
    const warnings = dependants(work.world.catalog, name).map((dependant) =>
      problem('depends_warning', {name, dependant}),
    )
    return {...done({name, state: 'disabled'}), problems: warnings}
  },
}

/** Lets the version run again that ran before; what runs now is kept to come back to. */
export const pluginRollback: Operation = {
  tool: 'plugin_rollback',
  permissions: ['plugin:approve'],
  changes: true,
  terminal: true,
  input: named,
  run: async (host, work) => {
    const name = String(work.values['name'])
    const [{rollback}, {absent}] = await Promise.all([
      import('../install/rollback.ts'),
      import('../install/absent.ts'),
    ])
    const missing = absent(host, work, name)
    if (missing !== undefined) return wrong(missing)
    const rolled = await rollback(placesOf(host.around, host.paths), name)
    if ('problems' in rolled) return wrong(...rolled.problems)
    await tell(host, work, 'PLUGIN_UPDATED', {name, ...rolled, state: 'rolled_back'})
    return done({name, ...rolled})
  },
}

/** Takes a plugin away with everything that is its own. */
export const pluginUninstall: Operation = {
  tool: 'plugin_uninstall',
  permissions: ['plugin:install'],
  changes: true,
  terminal: true,
  input: namedWith({keepData: {type: 'boolean', description: 'Leave its data and its settings'}}),
  run: async (host, work) => {
    const {name, keepData = false} = work.values as {readonly name: string; readonly keepData?: boolean}
    const {uninstall} = await import('../install/uninstall.ts')
    const problems = await uninstall(host, work, name, keepData)
    if (problems.length > 0) return wrong(...problems)
    await tell(host, work, 'PLUGIN_UNINSTALLED', {name, kept: keepData})
    return done({name, kept: keepData})
  },
}
