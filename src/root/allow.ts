import {lstatSync} from 'node:fs'
import {join} from 'node:path'
import {pathsFor, type Surroundings} from '../config/paths.ts'
import {folderOf} from '../host/catalog/installed.ts'
import {readLock} from '../host/catalog/lock.ts'
import {loadWorld} from '../host/load-world.ts'
import {operations} from '../host/operations.ts'
import {problem, type Problem} from '../text/problem.ts'
import {allowShipped} from './allow-shipped.ts'

type How = {readonly from: string; readonly accept?: string | undefined}

/**
 * Has root agree to a plugin of the server's: one that came with Parrot as it is here, any other by being installed in root's home out of the
 * server's. What is agreed to there is shown by `plugin install`, and copied before.
 */
export async function allow(
  around: Surroundings,
  name: string,
  {from, accept}: How,
): Promise<{readonly argv: readonly string[]} | {readonly problems: readonly Problem[]} | undefined> {
  const world = await loadWorld(around, pathsFor(around), operations)
  if (world.problems.length > 0) return {problems: world.problems}
  const plugin = world.catalog.plugins.get(name)
  if (plugin?.origin === 'shipped') return allowShipped(around, world, plugin, accept)
  const folder = folderIn(from, name)
  if (folder === undefined) return {problems: [problem('root_nowhere', {name, from})]}
  return {argv: ['plugin', 'install', folder, ...(accept === undefined ? [] : ['--accept', accept])]}
}

/** Where the server has the files that it runs; whatever it says, they are looked at as a stranger's. */
function folderIn(home: string, name: string): string | undefined {
  const {uid} = lstatSync(home, {throwIfNoEntry: false}) ?? {}
  if (uid === undefined) return undefined
  const read = readLock({lock: join(home, 'config/plugins.lock.json'), uid})
  const entry = 'lock' in read ? read.lock.get(name) : undefined
  if (entry?.approved === undefined) return undefined
  return folderOf(name, entry, join(home, 'data/installed')) ?? join(home, 'data/plugins', name)
}
