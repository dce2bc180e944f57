import {line} from '../../../text/reader.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

export default class AlertUnsilence extends OwnCommand {
  static override readonly tool = 'alert_unsilence'
  static override readonly examples = ['parrot alert unsilence health_findings']
  static override readonly fields = [argument('rule', 'The name of the rule')]

  protected view(output: unknown): string {
    const {rule, changed} = output as {readonly rule: string; readonly changed: boolean}
    return changed ? plainLine(line('line_alert_again', {rule})) : ''
  }
}
