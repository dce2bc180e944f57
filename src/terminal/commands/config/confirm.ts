import {line} from '../../../text/reader.ts'
import {OwnCommand} from '../../own-command.ts'
import {plainLine} from '../../plain.ts'

export default class ConfigConfirm extends OwnCommand {
  static override readonly tool = 'config_confirm'
  static override readonly description =
    'A change with --commit-confirm is taken back when its time is over, also by the next start of Parrot if the machine was off then.'
  static override readonly examples = [
    'parrot config set limits.pids 64 --commit-confirm 5m',
    'parrot config confirm',
  ]

  protected view(output: unknown): string {
    return plainLine(line('line_config_stays', {file: (output as {readonly file: string}).file}))
  }
}
