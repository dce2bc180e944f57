import type {Config} from '../../config/config.ts'
import {configKeys, type Key} from '../../config/keys.ts'
import {fromLayers, readLayers, type Layers} from '../../config/load.ts'
import type {Problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import type {Host} from '../operation.ts'
import {pluginRows} from './plugin-rows.ts'
import {shown} from './shown.ts'
import {variableRow, type VariableRow} from './variable-row.ts'
import {at, strongestFirst, whoSays} from './who-says.ts'

/** One value as it is now. No secret is in it. */
export type ConfigRow = {
  readonly key: string
  /** What holds; null where there is nothing, or it is not shown. */
  readonly value: unknown
  readonly default: unknown
  /** `default`, a `file:line`, or the variable of the environment that says it. */
  readonly from: string
  readonly says: string
  /** Of a secret, where it is kept. */
  readonly kept?: string
}

export type ConfigRows = {
  readonly files: readonly string[]
  readonly rows: readonly ConfigRow[]
  readonly variables: readonly VariableRow[]
  readonly warnings: readonly Problem[]
}

/** Every value there is and who says so: Parrot's own keys, then the settings of plugins that somebody set. */
export async function configRows(
  host: Pick<Host, 'around' | 'paths'>,
  {world}: Pick<Work, 'world'>,
): Promise<ConfigRows | {readonly problems: readonly Problem[]}> {
  const layers = await readLayers(host.around, host.paths)
  const loaded = await fromLayers(layers)
  if ('problems' in loaded) return loaded
  const own = configKeys()
    .filter(({key}) => key !== 'plugins')
    .map((key) => rowOf(key, loaded.config, layers))
  return {
    files: filesOf(layers),
    rows: [...own, ...(await pluginRows(host, {world}, loaded.config, layers))],
    variables: [...layers.variables.said].map(([name, said]) => variableRow(name, said)),
    warnings: loaded.warnings,
  }
}

/** The strongest first: the user's config.env before the system's, and both before any other. */
function filesOf(layers: Layers): readonly string[] {
  const others = [...strongestFirst(layers), layers.project].flatMap(({file}) => file ?? [])
  return [...layers.variables.files.toReversed(), ...others]
}

function rowOf({key, path, says, ...rest}: Key, config: Config, layers: Layers): ConfigRow {
  const standard = rest.default ?? null
  const value = at(config, path) ?? null
  return {key, value: shown(value), default: standard, from: whoSays(key, path, layers) ?? 'default', says}
}
