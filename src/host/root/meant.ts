import canonicalize from 'canonicalize'
import {dataFolderOf} from '../data-folder.ts'
import {settingsOf} from '../settings.ts'
import type {PluginTarget} from '../target.ts'
import {wantedBy} from '../wanted.ts'
import type {World} from '../world.ts'

/**
 * What a command means in this world: its permissions, expanded, and the plugin's settings, as one digest. Where the server's and root's
 * differ the roles would decide, and the record would say, something else than what runs. Secrets are not part of it.
 */
export function meantBy(target: PluginTarget, world: World): string {
  const {plugin, manifest} = target
  const folders = [dataFolderOf(world.paths, plugin.name), plugin.dir]
  const permissions = wantedBy(target, world, {unsandboxed: false}).wanted.permissions.map(({text}) =>
    folders.reduce((said, folder, at) => said.replaceAll(folder, `$${at}`), text),
  )
  const settings = Object.entries(settingsOf(target, world.config)).filter(
    ([name]) => manifest.config?.[name]?.type !== 'secret',
  )
  const meant = {permissions: permissions.toSorted(), settings: Object.fromEntries(settings)}
  return process.getBuiltinModule('node:crypto').hash('sha256', canonicalize(meant) ?? '', 'hex')
}
