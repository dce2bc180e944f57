import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {nameForm} from '../../manifest/names.ts'
import {printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import {updateLock} from '../catalog/lock.ts'
import {placesOf} from '../catalog/places.ts'
import {noPlugin, pluginsSeen} from '../no-plugin.ts'
import type {Host} from '../operation.ts'
import type {Plugin} from '../plugin.ts'
import {dependants} from './dependants.ts'
import {forgetSettings} from '../change-settings.ts'
import {tidy} from './store.ts'

/**
 * Takes a plugin away with its data and settings, or says what speaks against it. First it is noted that it goes: whatever
 * happens then, it is gone for everybody, and what is left of it is removed when the next plugin changes.
 */
export async function uninstall(
  host: Host,
  work: Work,
  name: string,
  keepData: boolean,
): Promise<readonly Problem[]> {
  const {request} = work
  const {catalog} = work.world
  const places = placesOf(host.around, host.paths)
  await tidy(places)
  const plugin = catalog.plugins.get(name)
  const refused = plugin === undefined ? [] : against(work, plugin, dependants(catalog, name))
  if (refused.length > 0) return refused
  const problems = await updateLock(places, name, (entry) =>
    entry === undefined && plugin === undefined && !isFolder(places.folders.user, name)
      ? {problems: [noPlugin(work, name)]}
      : {enabled: false, going: keepData ? 'files' : 'all'},
  )
  if (problems.length > 0) return problems
  await tidy(places)
  return keepData ? [] : forgetSettings({...host, by: request.by.name}, name)
}

/** One that is broken is in no catalogue, and may go all the same. */
function isFolder(folder: string, name: string): boolean {
  return nameForm.test(name) && existsSync(join(folder, name))
}

function against(work: Work, {name, origin, dir}: Plugin, needing: readonly string[]): Problem[] {
  if (origin !== 'user') return [problem('uninstall_system', {name, dir: printable(dir)})]
  const known = new Set(pluginsSeen(work).map((plugin) => plugin.name))
  const named = needing.filter((dependant) => known.has(dependant))
  const count = needing.length - named.length
  return [
    ...named.map((dependant) => problem('depended_on', {name, dependant})),
    ...(count > 0 ? [problem('depended_on_unseen', {name, count})] : []),
  ]
}
