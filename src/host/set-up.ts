import type {Paths, Surroundings} from '../config/paths.ts'
import {configFor, type ConfigValues} from '../manifest/config-values.ts'
import type {Problem} from '../text/problem.ts'
import type {Answer} from './answer.ts'
import type {Work} from './walk.ts'
import {withSecrets} from './secrets.ts'
import {withPlaces} from './setting-places.ts'
import {settingsOf} from './settings.ts'
import type {PluginTarget} from './target.ts'
import {unready} from './unready.ts'

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

/** The answer where a plugin's settings keep it from starting; of what is wrong it says where it stands. */
export async function notSetUp(
  place: Pick<Place, 'around' | 'paths'>,
  target: PluginTarget,
  {world: {config}}: Pick<Work, 'world'>,
  problems: readonly Problem[],
): Promise<Answer> {
  return unready(target, config, await withPlaces(place, target, config, problems))
}
