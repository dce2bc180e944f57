import type {Config} from '../config/config.ts'
import {fromLayers, readLayers, type Layers} from '../config/load.ts'
import {configValue, type Value} from '../manifest/config-types.ts'
import {configFor} from '../manifest/config-values.ts'
import {newBudget, type Budget} from '../manifest/in-time.ts'
import type {ConfigKey, Manifest} from '../manifest/manifest.ts'
import type {Problem} from '../text/problem.ts'
import type {Host} from './operation.ts'
import {withSecrets} from './secrets.ts'
import {inWords, referenceOf} from './secrets/reference.ts'
import {placed} from './setting-places.ts'
import {settingsOf, type Configured} from './settings.ts'
import {whoSaysSetting, type Said, type Says} from './who-says-setting.ts'

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
  const says = whoSaysSetting(layers, about, config)
  const keys = Object.entries(about.manifest.config ?? {})
  const budget = newBudget()
  const own = keys.map(([key, spec]) => rowOf(key, spec, says(key), budget))
  const rows = [...own, ...strangers(about, config, says)]
  const problems = problemsWith(about.manifest, settingsOf(about, config), {around, paths})
  return {rows, config, problems: problems.map((one) => placed(one, says))}
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
