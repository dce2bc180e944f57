import {printable} from '../../manifest/show.ts'
import {notThere} from '../../text/not-there.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Catalog} from '../plugin.ts'
import {dependencyProblems} from './dependencies.ts'
import {discover, type Places} from './discover.ts'
import {updateLock} from './lock.ts'
import {stateNow} from './verify-tree.ts'

/** From the next discovery on the plugin may be started again, provided its files are the ones that were approved, or came with Parrot. */
export async function enable(places: Places, name: string): Promise<readonly Problem[]> {
  const catalog = await discover(places)
  const plugin = catalog.plugins.get(name)
  if (plugin === undefined) return [nothingCalled(name, catalog)]
  const problems = dependencyProblems(catalog, plugin)
  if (problems.length > 0) return problems
  const same = (await stateNow({...plugin, state: 'enabled'}, places)) === 'enabled'
  if (plugin.origin === 'shipped')
    return same ? updateLock(places, name, () => undefined) : [problem('shipped_modified', {name})]
  return updateLock(places, name, (entry) => {
    const approved = entry?.approved !== undefined && entry.tampered === undefined && same
    return approved ? {...entry, enabled: true} : {problems: [problem('not_approved', {name})]}
  })
}

/** From the next discovery on the plugin is not started; what was approved is kept. One that nobody enabled stays as it is. */
export async function disable(places: Places, name: string): Promise<readonly Problem[]> {
  const catalog = await discover(places)
  const plugin = catalog.plugins.get(name)
  return updateLock(places, name, (entry) => {
    if (entry === undefined && plugin === undefined) return {problems: [nothingCalled(name, catalog)]}
    if (entry === undefined && plugin?.origin !== 'shipped') return undefined
    return {...entry, enabled: false}
  })
}

/** Whoever may switch plugins on and off knows of all of them. */
export function nothingCalled(name: string, {plugins}: Catalog): Problem {
  return notThere('unknown_plugin', {name: printable(name.slice(0, 60))}, name, plugins.keys())
}
