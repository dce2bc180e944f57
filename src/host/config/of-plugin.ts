import {nearest} from '../../text/nearest.ts'
import type {ConfigKey} from '../../manifest/manifest.ts'
import {firstUnprintable, printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {pluginsSeen, type Walked} from '../no-plugin.ts'
import {noSetting} from '../no-setting.ts'
import {shellWord} from '../shell-word.ts'
import {fromJson} from './from-words.ts'

type Asked = {
  /** `plugins.backup.BACKUP_DIR`. */
  readonly key: string
  readonly action: 'set' | 'unset'
  readonly words: readonly string[]
}

/** Letters of a command that are still read before they are typed. */
const longest = 200

/** How a setting of a plugin is changed, with the names that there are: what is not there, and by what command it would be set. */
export function ofPlugin(walked: Walked, asked: Asked): Problem[] {
  const {action, words} = asked
  const [, written = '', ...rest] = asked.key.split('.')
  const [shown, key] = [printable(written.slice(0, 60)), rest.join('.')]
  if (shown === '' || key === '') return [command(shown || 'NAME', action, 'KEY', '')]
  const plugins = new Map(pluginsSeen(walked).map((each) => [each.name, each]))
  const name = plugins.has(written) ? written : nearest(written, plugins.keys())
  const plugin = name === undefined ? undefined : plugins.get(name)
  const loaded = plugin?.load()
  if (plugin === undefined || loaded === undefined) return [problem('unknown_plugin', {name: shown})]
  if ('problem' in loaded) return [loaded.problem]
  const other =
    plugin.name === written ? [] : [problem('unknown_plugin_near', {name: shown, near: plugin.name})]
  const {manifest} = loaded
  const {config = {}} = manifest
  // What the plugin does not know any more can be taken away: another one's name would be a trap.
  const asWritten = Object.hasOwn(config, key) || (action === 'unset' && /^\w{1,64}$/.test(key))
  const real = asWritten ? key : nearest(key, Object.keys(config))
  const missing = real === key ? [] : [noSetting({plugin, manifest}, key)]
  if (real === undefined) return [...other, ...missing]
  return [...other, ...missing, command(plugin.name, action, real, valueOf(words, config[real]))]
}

const command = (name: string, action: Asked['action'], key: string, value: string) =>
  problem('config_of_plugin', {name, action, key, value})

/** As it was given, to be run as it stands; of a secret nothing, which is asked for. */
function valueOf(given: readonly string[], spec: ConfigKey | undefined): string {
  if (given.length === 0 || spec?.type === 'secret') return ''
  const words = spec?.type === 'list' ? listed(given) : given
  const dashes = words.some((word) => word.startsWith('-')) ? ' --' : ''
  const value = words.map((word) => ` ${shellWord(word)}`).join('')
  return value.length > longest || firstUnprintable(value) !== undefined ? ' VALUE' : `${dashes}${value}`
}

/** `config set` takes a list as JSON too, and the other command takes commas. */
function listed(words: readonly string[]): readonly string[] {
  const items = words.length === 1 && words[0]?.startsWith('[') === true ? fromJson(words[0]) : undefined
  const plain = (item: unknown) => typeof item === 'string' && !/[,\n]/.test(item)
  return Array.isArray(items) && items.every(plain) ? [items.join(',')] : words
}
