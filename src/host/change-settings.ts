import {isDeepStrictEqual} from 'node:util'
import {join} from 'node:path'
import {planEdit, type Planned} from '../config/edit-file.ts'
import type {Problem} from '../text/problem.ts'
import {changing, waiting, written} from './config/written.ts'
import type {Host} from './operation.ts'
import {forgetSecrets, storedIn, storeSecret} from './secrets/store.ts'

/** Where, and who asks for it. */
type Place = Pick<Host, 'around' | 'paths' | 'now'> & {readonly by: string}
type Changed = {readonly file: string} | {readonly problems: readonly Problem[]}

/**
 * Sets a value, already checked, in the user's configuration; two at once both count. A `secret` is kept in a file of its own
 * once nothing speaks against the rest, and the configuration refers to it.
 */
export async function setSetting(
  place: Place,
  plugin: string,
  key: string,
  given: {readonly value: unknown} | {readonly secret: string},
): Promise<Changed> {
  const {around, paths} = place
  const stored = {file: join(storedIn(paths, plugin), key)}
  const value = 'secret' in given ? stored : given.value
  return changing(paths.config, async () => {
    const waits = waiting({around, paths})
    if (waits !== undefined) return {problems: [waits]}
    const planned = await planEdit(around, paths, {path: ['plugins', plugin, key], value})
    if ('problems' in planned) return planned
    const refused =
      'secret' in given ? storeSecret(paths, around.uid, {plugin, key, text: given.secret}) : undefined
    if (refused !== undefined) return {problems: [refused]}
    await write(place, planned, `plugin config ${plugin} set ${key}`)
    if (!isDeepStrictEqual(value, stored)) forgetSecrets(paths, around.uid, plugin, key)
    return planned
  })
}

/** Takes a value out of the user's configuration, and the secret that was kept for it; none that is there is no problem. */
export async function unsetSetting(place: Place, plugin: string, key: string): Promise<Changed> {
  const {around, paths} = place
  return changing(paths.config, async () => {
    const waits = waiting({around, paths})
    if (waits !== undefined) return {problems: [waits]}
    const planned = await planEdit(around, paths, {path: ['plugins', plugin, key]})
    if ('problems' in planned) return planned
    await write(place, planned, `plugin config ${plugin} unset ${key}`)
    const refused = forgetSecrets(paths, around.uid, plugin, key)
    return refused === undefined ? planned : {problems: [refused]}
  })
}

/**
 * Takes all that was set for a plugin out of the user's configuration, and every secret that was kept for it. The secrets
 * go also where the configuration has to be changed by hand, which the problems then say.
 */
export async function forgetSettings(place: Place, plugin: string): Promise<readonly Problem[]> {
  const {around, paths} = place
  const changed = await changing(paths.config, async () => {
    const planned = await planEdit(around, paths, {path: ['plugins', plugin]})
    if (!('problems' in planned)) await write(place, planned, `plugin uninstall ${plugin}`)
    const refused = forgetSecrets(paths, around.uid, plugin)
    const problems = ['problems' in planned ? planned.problems : [], refused ?? []].flat()
    return problems.length > 0 || 'problems' in planned ? {problems} : planned
  })
  return 'problems' in changed ? changed.problems : []
}

/** What stands so already needs no writing. */
async function write(place: Place, {file, before, text, mode}: Planned, why: string): Promise<void> {
  if (text !== undefined) await written(place, {file, before, text, mode, by: place.by, why})
}
