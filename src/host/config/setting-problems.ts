import type {Config} from '../../config/config.ts'
import {readLayers, type Layers} from '../../config/load.ts'
import type {Problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import type {Host} from '../operation.ts'
import type {Plugin} from '../plugin.ts'
import {settingRows} from '../setting-rows.ts'
import {configured} from './plugin-rows.ts'

/** `doubtful`: secrets that cannot be read from here, and maybe can from where the plugin is called. */
type Found = {readonly wrong: readonly Problem[]; readonly doubtful: readonly Problem[]}

/** What was set for enabled plugins and keeps every call of them from starting, with its place. What is only not set up yet is not wrong. */
export async function settingProblems(
  host: Pick<Host, 'around' | 'paths'>,
  {world}: Pick<Work, 'world'>,
  config: Config,
  read?: Layers,
  counts: (plugin: Plugin) => boolean = () => true,
): Promise<Found> {
  const layers = read ?? (await readLayers(host.around, host.paths))
  const found: Problem[] = []
  for (const name of configured(world, config)) {
    const plugin = world.catalog.plugins.get(name)
    const loaded = plugin?.state === 'enabled' && counts(plugin) ? plugin.load() : undefined
    if (plugin === undefined || loaded === undefined || 'problem' in loaded) continue
    const {problems} = await settingRows(host, {plugin, manifest: loaded.manifest}, layers)
    found.push(...problems)
  }
  return {
    wrong: found.filter(({code}) => code === 'config_value_at' || code === 'config_unknown_at'),
    doubtful: found.filter(({code}) => code.startsWith('secret_')),
  }
}
