import {line} from '../../../text/reader.ts'
import type {Field} from '../../fields.ts'
import {OwnCommand} from '../../own-command.ts'
import {plainLine} from '../../plain.ts'

const module: Field = {
  property: 'modules',
  name: 'module',
  kind: 'text',
  description: 'Only this part; it may be given more than once',
  many: true,
  options: ['config', 'rbac', 'plugins', 'logging', 'ipc'],
}

export default class ConfigReload extends OwnCommand {
  static override readonly tool = 'reload_config'
  static override readonly description =
    'Has the server of this home take its files as they are now. What is wrong in them changes nothing and is said by file, line and column. Calls that run keep what they began with.'
  static override readonly examples = ['parrot config reload', 'parrot config reload --module rbac']
  static override readonly exits = ['ok', 'failed', 'invalid_input', 'broken', 'denied', 'cancelled'] as const
  static override readonly fields = [module]

  protected view(output: unknown): string {
    const {changed} = output as {readonly changed: readonly string[]}
    return changed.length === 0
      ? line('line_reload_same')
      : plainLine(line('line_reload_taken', {changed: changed.join(', ')}), 2000)
  }
}
