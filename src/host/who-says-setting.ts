import type {Config} from '../config/config.ts'
import type {Layers} from '../config/load.ts'
import {variables} from '../config/variables.ts'
import {newBudget} from '../manifest/in-time.ts'
import {placedExactly} from './config/who-says.ts'
import {mayTune, type Configured} from './settings.ts'

/** `from`: the file or the variable. `place`: where exactly, for whoever has to mend it. */
export type Said = {readonly from: string; readonly place: string; readonly value: unknown}
/** What is said of a setting; undefined where nothing says anything. */
export type Says = (key: string) => Said | undefined

/** The strongest first, as settingsOf() lays them over one another. */
export function whoSaysSetting(
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
