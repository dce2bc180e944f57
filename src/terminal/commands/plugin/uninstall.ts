import {line} from '../../../text/reader.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plain} from '../../plain.ts'

export default class PluginUninstall extends OwnCommand {
  static override readonly tool = 'plugin_uninstall'
  static override readonly description = 'Takes a plugin away with its files, its data and its settings.'
  static override readonly examples = [
    'parrot plugin uninstall weather',
    'parrot plugin uninstall weather --keep-data',
  ]
  static override readonly fields = [
    argument('name', 'The name of the plugin'),
    {
      property: 'keepData',
      name: 'keep-data',
      kind: 'boolean',
      description: 'Leave its data and its settings',
    } as const,
  ]

  protected view(output: unknown): string {
    const {name, kept} = output as {name: string; kept: boolean}
    return plain(line(kept ? 'line_plugin_kept' : 'line_plugin_gone', {name}))
  }
}
