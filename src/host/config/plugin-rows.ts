import type {Config} from '../../config/config.ts'
import type {Layers} from '../../config/load.ts'
import type {Work} from '../walk.ts'
import type {Host} from '../operation.ts'
import {settingRows} from '../setting-rows.ts'
import type {ConfigRow} from './rows.ts'
import {placed, strongestFirst, whoSays} from './who-says.ts'

/** The settings of plugins that somebody set. Of a plugin that is not there nobody knows which values are secrets. */
export async function pluginRows(
  host: Pick<Host, 'around' | 'paths'>,
  {world}: Pick<Work, 'world'>,
  config: Config,
  layers: Layers,
): Promise<readonly ConfigRow[]> {
  const rows: ConfigRow[] = []
  for (const name of configured(world, config)) {
    const plugin = world.catalog.plugins.get(name)
    const loaded = plugin?.load()
    if (plugin === undefined || loaded === undefined || 'problem' in loaded) {
      rows.push(...hidden(name, config, layers))
      continue
    }
    const found = await settingRows(host, {plugin, manifest: loaded.manifest}, layers)
    for (const {key, value, default: standard, from, kept, description = ''} of found.rows ?? []) {
      if (from === null || from === 'default') continue
      const layer = [...strongestFirst(layers), layers.project].find(({file}) => file === from)
      const place = layer === undefined ? from : placed(layer, ['plugins', name, key])
      const row = {key: `plugins.${name}.${key}`, value, default: standard, from: place, says: description}
      rows.push(kept === undefined ? row : {...row, kept})
    }
  }
  return rows
}

/** The plugins of which something may be set; only they are looked at. */
export function configured({catalog}: Work['world'], config: Config): readonly string[] {
  const shipped = catalog.plugins.values().filter(({origin}) => origin === 'shipped')
  const heard = Object.keys(config.variables).length > 0 ? shipped.map(({name}) => name) : []
  return [...new Set([...Object.keys(config.plugins), ...Object.keys(config.project), ...heard])].toSorted()
}

function hidden(name: string, config: Config, layers: Layers): readonly ConfigRow[] {
  const values = Object.hasOwn(config.plugins, name) ? (config.plugins[name] ?? {}) : {}
  return Object.keys(values).map((key) => ({
    key: `plugins.${name}.${key}`,
    value: null,
    default: null,
    from: whoSays('', ['plugins', name, key], layers) ?? '',
    says: '',
    kept: 'the configuration',
  }))
}
