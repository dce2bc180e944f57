import type {AlertRow} from '../../../alerts/list.ts'
import type {Old} from '../../../alerts/old.ts'
import {alertLines, checkedLines} from '../../alert-lines.ts'
import type {Look} from '../../door.ts'
import {summariesKnown} from '../../alert-summaries.ts'
import {OwnCommand} from '../../own-command.ts'

type Listed = {
  readonly alerts: readonly AlertRow[]
  readonly checked: string | null
  readonly old: Old | null
}

export default class AlertList extends OwnCommand {
  static override readonly tool = 'alert_list'
  static override readonly description =
    'As the last evaluation left them: whether it fires, since when, by which event, and when it is said again.'
  static override readonly examples = [
    'parrot alert list',
    'parrot alert list --json | jq \'.output.alerts[] | select(.state == "firing")\'',
  ]

  protected override async operate() {
    return summariesKnown(this.door, await super.operate())
  }

  protected view(output: unknown, look: Look): string {
    const {alerts, checked, old} = output as Listed
    return [alertLines(alerts, look), '', ...checkedLines(checked, old, look)].join('\n')
  }
}
