import {line} from '../../../text/reader.ts'
import type {AlertRow} from '../../../alerts/list.ts'
import {alertLines} from '../../alert-lines.ts'
import {summariesKnown} from '../../alert-summaries.ts'
import type {Look} from '../../door.ts'
import {OwnCommand} from '../../own-command.ts'

export default class AlertCheck extends OwnCommand {
  static override readonly tool = 'alert_check'
  static override readonly description =
    'Evaluates every rule now. The schedule does it where rules have time in them: see parrot setup_cron.'
  static override readonly examples = ['parrot alert check', 'parrot alert check --json']
  static override readonly exits = [
    'ok',
    'invalid_input',
    'findings',
    'broken',
    'denied',
    'cancelled',
  ] as const

  protected override async operate() {
    return summariesKnown(this.door, await super.operate())
  }

  protected view(output: unknown, look: Look): string {
    const {alerts} = output as {alerts: readonly AlertRow[]}
    return alerts.length === 0
      ? `${look.paint('green', '✓')} ${line('line_alert_well')}`
      : alertLines(alerts, look)
  }
}
