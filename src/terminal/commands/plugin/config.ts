import type {Plugin} from '../../../host/plugin.ts'
import type {SettingRow} from '../../../host/setting-rows.ts'
import type {CallResult, Input} from '../../../host/request.ts'
import {problem, type Problem} from '../../../text/problem.ts'
import {callFrom} from '../../call.ts'
import type {Look} from '../../door.ts'
import {lex} from '../../lex.ts'
import * as common from '../../common-flags.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument, option} from '../../own-fields.ts'
import {plain} from '../../plain.ts'
import {knowWords, theirs} from '../../plugin-words.ts'
import {settingInput, type SettingWords} from '../../setting-words.ts'
import {settingLine, settingsTable, settingValue} from '../../settings-table.ts'

type Output = {
  readonly name: string
  /** Of a change. */
  readonly file?: string
  readonly key?: string
  readonly setting?: SettingRow | null
  readonly settings?: readonly SettingRow[]
}

const optional = {required: false} as const

export default class PluginConfig extends OwnCommand {
  static override readonly tool = 'plugin_config_show'
  static override readonly description =
    'Without more words: every setting of the plugin, what it is, and which file says so. A secret is never shown, and never taken from the command line: "set" asks for it, or takes it from one of the places below. A value that begins with a dash comes after "--".'
  static override readonly examples = [
    'parrot plugin config weather',
    'parrot plugin config weather get CITY',
    'parrot plugin config weather set CITY "Bern"',
    'parrot plugin config weather set MESSAGE -- "--- beware ---"',
    'parrot plugin config weather set API_KEY',
    'parrot plugin config weather set API_KEY --from-file /etc/weather.key',
    'parrot plugin config weather set API_KEY --stdin <key.txt',
    'parrot plugin config weather unset CITY',
  ]
  static override readonly fields = [
    argument('name', 'The name of the plugin'),
    argument('action', 'get, set or unset', optional),
    argument('key', 'The name of the setting', optional),
    argument('value', 'What it is set to; a list takes several words, or commas between them', {
      ...optional,
      many: true,
    }),
    {...option('fromFile', 'A secret: read it from this file at every run'), name: 'from-file'},
    {...option('fromEnv', 'A secret: take it from this variable at every run'), name: 'from-env'},
    option('credential', 'A secret: take it from this credential of systemd at every run'),
    {
      property: 'stdin',
      name: 'stdin',
      kind: 'boolean',
      description: 'A secret: read it from stdin now, and keep it in a file that only you can read',
    } as const,
  ]

  /** Whose settings are shown. */
  private plugin: Plugin | undefined

  protected override async operate(): Promise<CallResult> {
    const tool = `plugin_config_${await this.action()}`
    const result = await callFrom(this.door, {tool, input: () => this.input()})
    await knowWords(this.door, result.problems)
    this.plugin = await this.pluginOf(result.output as Output | undefined)
    return result
  }

  private async pluginOf(output: Output | undefined): Promise<Plugin | undefined> {
    if (output?.settings === undefined) return undefined
    return (await this.door.parrot()).catalog.plugins.get(output.name)
  }

  /** Which operation is meant has to be known before anybody asks whether it may run; what cannot be read is one that shows. */
  private async action(): Promise<'show' | 'set' | 'unset'> {
    const lexed = await lex([...PluginConfig.fields, common.json], this.argv, this.words)
    const action = 'words' in lexed ? lexed.words[1] : this.argv.find((word) => /^(?:un)?set$/.test(word))
    return action === 'set' || action === 'unset' ? action : 'show'
  }

  protected override async input(): Promise<Input> {
    const input = await super.input()
    if ('problems' in input) return {problems: input.problems.map(withoutWords)}
    return settingInput(input.values as SettingWords, this.door)
  }

  protected view(output: unknown, look: Look): string {
    const {name, file, key = '', setting, settings} = output as Output
    const {plugin} = this
    const told = (text: string) => (plugin === undefined ? text : theirs(plugin, text))
    if (settings !== undefined) return settingsTable(name, settings, look, told)
    if (file === undefined) return setting ? plain(settingValue(setting)) : ''
    return plain(settingLine(name, key, setting ?? undefined))
  }
}

/** A word that stands where none is expected may be half of a secret. */
function withoutWords(about: Problem): Problem {
  const {code, params} = about
  if (code === 'flag_unknown_near') return problem('setting_flag_near', {near: params['near'] ?? ''})
  const telling = code === 'flag_unknown' || code === 'line_wrong'
  return telling ? problem('setting_flag') : about
}
