import {line} from '../../../text/reader.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plain} from '../../plain.ts'

export default class PluginRollback extends OwnCommand {
  static override readonly tool = 'plugin_rollback'
  static override readonly description =
    'Lets the version run again that ran before the last update, with what was approved for it. Once more goes forward again.'
  static override readonly examples = ['parrot plugin rollback weather']
  static override readonly fields = [argument('name', 'The name of the plugin')]

  protected view(output: unknown): string {
    const {name, version, before} = output as {name: string; version: string; before: string}
    return plain(line('line_plugin_back', {name, version, before}))
  }
}
