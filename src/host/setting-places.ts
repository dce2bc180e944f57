import type {Config} from '../config/config.ts'
import {readLayers} from '../config/load.ts'
import type {Problem} from '../text/problem.ts'
import type {Host} from './operation.ts'
import type {Configured} from './settings.ts'
import {whoSaysSetting, type Says} from './who-says-setting.ts'

/** Problems with the settings of a plugin, each with the place of the value that it is about. */
export async function withPlaces(
  {around, paths}: Pick<Host, 'around' | 'paths'>,
  about: Configured,
  config: Config,
  problems: readonly Problem[],
): Promise<readonly Problem[]> {
  const says = whoSaysSetting(await readLayers(around, paths), about, config)
  return problems.map((one) => placed(one, says))
}

/** The problem with the place of the value that it is about; what nobody has set has none. */
export function placed({code, params}: Problem, says: Says): Problem {
  const about = code === 'config_value' || code === 'config_unknown' ? says(String(params['key'])) : undefined
  return about === undefined
    ? {code, params}
    : {code: `${code as 'config_value' | 'config_unknown'}_at`, params: {...params, from: about.place}}
}
