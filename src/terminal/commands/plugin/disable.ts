import {HostCommand} from '../../host-command.ts'
import {argument} from '../../own-fields.ts'
import {plain} from '../../plain.ts'

export default class PluginDisable extends HostCommand {
  static override readonly tool = 'plugin_disable'
  static override examples = ['parrot plugin disable hello']
  static override readonly fields = [argument('name', 'The name of the plugin')]

  view(output: unknown): string {
    return plain(`${(output as {name: string}).name} is disabled.`)
  }
}
