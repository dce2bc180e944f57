import type {ConfigRow} from '../../../host/config/rows.ts'
import {bareValue} from '../../config-table.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plain} from '../../plain.ts'

export default class ConfigGet extends OwnCommand {
  static override readonly tool = 'config_get'
  static override readonly description =
    'The value alone, as a script wants it: a list one item a line, nothing where nothing is set.'
  static override readonly examples = [
    'parrot config get limits.pids',
    'parrot config get limits.pids --json',
  ]
  static override readonly fields = [argument('key', 'The key, as limits.pids')]

  protected view(output: unknown): string {
    return plain(bareValue(output as ConfigRow))
  }
}
