import {line} from '../../../text/reader.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plain} from '../../plain.ts'

export default class PluginDisable extends OwnCommand {
  static override readonly tool = 'plugin_disable'
  static override readonly examples = ['parrot plugin disable hello']
  static override readonly fields = [argument('name', 'The name of the plugin')]

  protected view(output: unknown): string {
    return plain(line('line_plugin_disabled', {name: (output as {name: string}).name}))
  }
}
