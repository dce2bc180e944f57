import type {Paths, Surroundings} from '../config/paths.ts'
import {configFor, type ConfigValues} from '../manifest/config-values.ts'
import type {Problem} from '../text/problem.ts'
import type {Work} from './call.ts'
import {withSecrets} from './secrets.ts'
import {settingsOf} from './settings.ts'
import type {PluginTarget} from './target.ts'

type Place = {
  readonly around: Surroundings
  readonly paths: Paths
  /** Told before anything starts, so that no record shows them. */
  readonly keepSecret: (values: readonly string[]) => void
}

/** A plugin's settings as it starts with them, its secrets in clear, or what is wrong with them. */
export function setUp(
  place: Place,
  target: PluginTarget,
  {world}: Pick<Work, 'world'>,
): ConfigValues | {readonly problems: readonly Problem[]} {
  const given = withSecrets(target.manifest, settingsOf(target, world.config), place)
  if ('problems' in given) return given
  const settings = configFor(target.manifest, given.values)
  if (!('problems' in settings)) place.keepSecret(settings.secrets)
  return settings
}
