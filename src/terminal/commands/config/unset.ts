import {changeLine, type Changed} from '../../config-table.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument, commitConfirm, dryRun} from '../../own-fields.ts'

export default class ConfigUnset extends OwnCommand {
  static override readonly tool = 'config_unset'
  static override readonly examples = ['parrot config unset limits.pids']
  static override readonly fields = [argument('key', 'The key, as limits.pids'), dryRun, commitConfirm]

  protected view(output: unknown): string {
    return changeLine(output as Changed)
  }
}
