import {fromLayers, readLayers, type Layers} from '../config/load.ts'
import type {Config} from '../config/config.ts'
import {variables} from '../config/variables.ts'
import {configValue, type Value} from '../manifest/config-types.ts'
import {newBudget, type Budget} from '../manifest/in-time.ts'
import {configFor} from '../manifest/config-values.ts'
import type {ConfigKey, Manifest} from '../manifest/manifest.ts'
import type {Problem} from '../text/problem.ts'
import {placedExactly} from './config/who-says.ts'
import type {Host} from './operation.ts'
import {withSecrets} from './secrets.ts'
import {inWords, referenceOf} from './secrets/reference.ts'
import {mayTune, settingsOf, type Configured} from './settings.ts'

/** One setting as it is now. Nothing in it is a secret. */
export type SettingRow = {
  readonly key: string
  /** `unknown`: the configuration has it and the plugin does not. */
  readonly type: ConfigKey['type'] | 'unknown'
  readonly description?: string
  readonly required: boolean
  /** What the plugin gets; null for a secret, and where there is nothing. */
  readonly value: Value | null
  readonly default: Value | null
  /** The file or the variable that says so, `default`, or null where nothing does. */
  readonly from: string | null
  /** Where a secret is kept: `file /path`, `variable NAME`, `credential name`, `the configuration`. */
  readonly kept?: string
}

type Settings = {
  readonly rows: readonly SettingRow[]
  readonly problems: readonly Problem[]
  readonly config: Config
}

/** Every setting of a plugin as its files have it now, and what keeps it from starting with them. */
export async function settingRows(
  {around, paths}: Pick<Host, 'around' | 'paths'>,
  about: Configured,
  read?: Layers,
): Promise<Settings | {readonly problems: readonly Problem[]; readonly rows?: undefined}> {
  const layers = read ?? (await readLayers(around, paths))
  const loaded = await fromLayers(layers)
  if ('problems' in loaded) return loaded
  const {config} = loaded
  const says = whoSays(layers, about, config)
  const keys = Object.entries(about.manifest.config ?? {})
  const budget = newBudget()
  const own = keys.map(([key, spec]) => rowOf(key, spec, says(key), budget))
  const rows = [...own, ...strangers(about, config, says)]
  const problems = problemsWith(about.manifest, settingsOf(about, config), {around, paths})
  return {rows, config, problems: problems.map((one) => placed(one, says))}
}

/** Problems with the settings of a plugin, each with the place of the value that it is about. */
export async function withPlaces(
  {around, paths}: Pick<Host, 'around' | 'paths'>,
  about: Configured,
  config: Config,
  problems: readonly Problem[],
): Promise<readonly Problem[]> {
  const says = whoSays(await readLayers(around, paths), about, config)
  return problems.map((one) => placed(one, says))
}

/** What nobody has set has no place. */
function placed({code, params}: Problem, says: Says): Problem {
  const about = code === 'config_value' || code === 'config_unknown' ? says(String(params['key'])) : undefined
  return about === undefined
    ? {code, params}
    : {code: `${code as 'config_value' | 'config_unknown'}_at`, params: {...params, from: about.place}}
}

/** `place`: where exactly, for whoever has to mend it. */
type Said = {readonly from: string; readonly place: string; readonly value: unknown}
type Says = (key: string) => Said | undefined

/** The strongest first, as settingsOf() lays them over one another. */
function whoSays(
  {variables: given, profile, user, system, project}: Layers,
  {plugin, manifest}: Configured,
  config: Config,
): Says {
  const heard = plugin.origin === 'shipped' ? config.variables : {}
  const budget = newBudget()
  return (key) => {
    if (Object.hasOwn(heard, key)) return {...saidBy(given, key), value: heard[key]}
    for (const layer of [profile, user, system, project]) {
      const said = valueIn(layer.value?.plugins, plugin.name, key)
      const counts = said !== undefined && (layer !== project || mayTune(manifest, key, said, budget))
      if (counts)
        return {
          from: layer.file ?? '',
          place: placedExactly(layer, ['plugins', plugin.name, key]),
          value: said,
        }
    }
    return undefined
  }
}

/** The variable is named, whether the environment gave it or a line of config.env. */
function saidBy({said}: Layers['variables'], setting: string): Omit<Said, 'value'> {
  const [name = '', {from} = {from: ''}] =
    [...said].find(([name]) => {
      const effect = variables.get(name)
      return effect !== undefined && 'plugin' in effect && effect.plugin === setting
    }) ?? []
  return {from, place: from === name ? name : `${from}: ${name}`}
}

function valueIn(plugins: Config['plugins'] | undefined, plugin: string, key: string): unknown {
  const values = plugins !== undefined && Object.hasOwn(plugins, plugin) ? plugins[plugin] : undefined
  return values !== undefined && Object.hasOwn(values, key) ? values[key] : undefined
}

function rowOf(key: string, spec: ConfigKey, said: Said | undefined, budget: Budget): SettingRow {
  const {type, description, required = false} = spec
  const standard = configValue(spec, spec.default, budget) ?? null
  const about = {key, type, ...(description !== undefined && {description}), required, default: standard}
  if (said === undefined) return {...about, value: standard, from: standard === null ? null : 'default'}
  const {from, value} = said
  if (type !== 'secret') return {...about, value: configValue(spec, value, budget) ?? null, from}
  const reference = referenceOf(value)
  return {
    ...about,
    value: null,
    from,
    kept: reference === undefined ? 'the configuration' : inWords(reference),
  }
}

/** Their values may have been secrets of an earlier version. */
function strangers({plugin, manifest}: Configured, {plugins}: Config, says: Says): SettingRow[] {
  const given = Object.hasOwn(plugins, plugin.name) ? Object.keys(plugins[plugin.name] ?? {}) : []
  return given
    .filter((key) => !Object.hasOwn(manifest.config ?? {}, key))
    .map((key) => ({
      key,
      type: 'unknown',
      required: false,
      value: null,
      default: null,
      from: says(key)?.from ?? null,
    }))
}

function problemsWith(
  manifest: Manifest,
  given: Readonly<Record<string, unknown>>,
  place: Pick<Host, 'around' | 'paths'>,
): readonly Problem[] {
  const read = withSecrets(manifest, given, place)
  if ('problems' in read) return read.problems
  const checked = configFor(manifest, read.values)
  return 'problems' in checked ? checked.problems : []
}
