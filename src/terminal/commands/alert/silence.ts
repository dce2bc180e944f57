import {localTime} from '../../../text/local-time.ts'
import {line} from '../../../text/reader.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument, option} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

export default class AlertSilence extends OwnCommand {
  static override readonly tool = 'alert_silence'
  static override readonly description =
    'Nothing is told of this rule for so long; what still fires then is told then. Who did it, and why, is on record.'
  static override readonly examples = [
    "parrot alert silence health_findings --for 2h --reason 'moving disks'",
  ]
  static override readonly fields = [
    argument('rule', 'The name of the rule'),
    option('for', 'How long: 30m, 2h, 7d', {required: 'by-host'}),
    option('reason', 'Why, for whoever wonders', {required: 'by-host'}),
  ]

  protected view(output: unknown): string {
    const {rule, until} = output as {rule: string; until: string}
    return plainLine(line('line_alert_silent', {rule, at: localTime(until)}))
  }
}
