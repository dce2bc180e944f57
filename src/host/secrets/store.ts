import {lstatSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import type {Paths} from '../../config/paths.ts'
import {replaceFile} from '../../config/update-file.ts'
import {makeFolders} from '../../events/make-folders.ts'
import {nameForm} from '../../manifest/names.ts'
import {problem, type Problem} from '../../text/problem.ts'

type Place = Pick<Paths, 'config'>

/** The folder that holds what was given for the secrets of this plugin, one file a key. */
export function storedIn({config}: Place, plugin: string): string {
  return join(config, 'secrets', plugin)
}

/** Keeps a secret in a file of its own that only this user can read. Whoever looks finds the old one or the new one, whole. */
export function storeSecret(
  paths: Place,
  uid: number,
  {plugin, key, text}: {readonly plugin: string; readonly key: string; readonly text: string},
): Problem | undefined {
  const folder = storedIn(paths, plugin)
  makeFolders(folder)
  const refused = notOurs(join(paths.config, 'secrets'), uid) ?? notOurs(folder, uid)
  if (refused === undefined) replaceFile(join(folder, key), `${text}\n`)
  return refused
}

/** Removes what was kept for one key, or for the whole plugin. Nothing but what lies in this folder is touched. */
export function forgetSecrets(paths: Place, uid: number, plugin: string, key?: string): Problem | undefined {
  const secrets = join(paths.config, 'secrets')
  if (!nameForm.test(plugin) || lstatSync(secrets, {throwIfNoEntry: false}) === undefined) return undefined
  const refused = notOurs(secrets, uid)
  if (refused !== undefined) return refused
  const folder = storedIn(paths, plugin)
  if (key === undefined) rmSync(folder, {recursive: true, force: true})
  else if (/^[A-Z][A-Z0-9_]*$/.test(key) && lstatSync(folder, {throwIfNoEntry: false})?.isDirectory()) {
    // The second is what a killed process was writing.
    for (const file of [key, `.${key}.new`]) rmSync(join(folder, file), {force: true})
  }
  return undefined
}

/** A link or a folder of somebody else's would take the secret elsewhere. */
function notOurs(folder: string, uid: number): Problem | undefined {
  const stats = lstatSync(folder)
  const ours = stats.isDirectory() && stats.uid === uid && (stats.mode & 0o077) === 0
  return ours ? undefined : problem('secret_folder', {folder})
}
