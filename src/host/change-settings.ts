import {isDeepStrictEqual} from 'node:util'
import {join} from 'node:path'
import {planEdit} from '../config/edit-file.ts'
import {alone, Busy} from '../config/update-file.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {Host} from './operation.ts'
import {forgetSecrets, storedIn, storeSecret} from './secrets/store.ts'

type Place = Pick<Host, 'around' | 'paths'>
type Changed = {readonly file: string} | {readonly problems: readonly Problem[]}

/**
 * Sets a value, already checked, in the user's configuration; two at once both count. A `secret` is kept in a file of its own
 * once nothing speaks against the rest, and the configuration refers to it.
 */
export async function setSetting(
  {around, paths}: Place,
  plugin: string,
  key: string,
  given: {readonly value: unknown} | {readonly secret: string},
): Promise<Changed> {
  const stored = {file: join(storedIn(paths, plugin), key)}
  const value = 'secret' in given ? stored : given.value
  return changing(paths.config, async () => {
    const planned = await planEdit(around, paths, {plugin, key, value})
    if ('problems' in planned) return planned
    const refused =
      'secret' in given ? storeSecret(paths, around.uid, {plugin, key, text: given.secret}) : undefined
    if (refused !== undefined) return {problems: [refused]}
    planned.write()
    if (!isDeepStrictEqual(value, stored)) forgetSecrets(paths, around.uid, plugin, key)
    return planned
  })
}

/** Takes a value out of the user's configuration, and the secret that was kept for it; none that is there is no problem. */
export async function unsetSetting({around, paths}: Place, plugin: string, key: string): Promise<Changed> {
  return changing(paths.config, async () => {
    const planned = await planEdit(around, paths, {plugin, key})
    if ('problems' in planned) return planned
    planned.write()
    const refused = forgetSecrets(paths, around.uid, plugin, key)
    return refused === undefined ? planned : {problems: [refused]}
  })
}

/**
 * Takes all that was set for a plugin out of the user's configuration, and every secret that was kept for it. The secrets
 * go also where the configuration has to be changed by hand, which the problems then say.
 */
export async function forgetSettings({around, paths}: Place, plugin: string): Promise<readonly Problem[]> {
  const changed = await changing(paths.config, async () => {
    const planned = await planEdit(around, paths, {plugin})
    if ('write' in planned) planned.write()
    const refused = forgetSecrets(paths, around.uid, plugin)
    const problems = ['problems' in planned ? planned.problems : [], refused ?? []].flat()
    return problems.length > 0 || 'problems' in planned ? {problems} : planned
  })
  return 'problems' in changed ? changed.problems : []
}

/** One at a time, whichever file it is that changes. */
async function changing(folder: string, change: () => Promise<Changed>): Promise<Changed> {
  try {
    return await alone(join(folder, 'config'), change)
  } catch (error) {
    if (error instanceof Busy) return {problems: [problem('config_busy')]}
    const cause = error instanceof Error ? error.message : String(error)
    return {problems: [problem('config_unwritable', {file: folder, cause})]}
  }
}
