import {line} from '../../../text/reader.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

export default class AlertTest extends OwnCommand {
  static override readonly tool = 'alert_test'
  static override readonly description =
    'Goes wherever a real alert of this rule would, in quiet hours and silence too, and says that it is a test.'
  static override readonly examples = ['parrot alert test backup_failed']
  static override readonly fields = [argument('rule', 'The name of the rule')]

  protected view(output: unknown): string {
    return plainLine(line('line_alert_tested', {rule: (output as {rule: string}).rule}))
  }
}
