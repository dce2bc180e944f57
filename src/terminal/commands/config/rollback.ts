import {localTime} from '../../../text/local-time.ts'
import {line} from '../../../text/reader.ts'
import type {CallResult} from '../../../host/request.ts'
import {callOrMend} from '../../mend.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument, dryRun} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

type Output = {
  readonly file: string
  readonly number: number
  readonly at: string
  readonly changed: boolean
  readonly dryRun: boolean
  /** Where what was there and was no good configuration is kept. */
  readonly broken?: string
}

export default class ConfigRollback extends OwnCommand {
  static override readonly tool = 'config_rollback'
  static override readonly description =
    'Without a number: the newest good one that is not in place, so that a second rollback undoes the first. It works also while the configuration is broken.'
  static override readonly examples = ['parrot config rollback', 'parrot config rollback 3 --dry-run']
  static override readonly fields = [
    argument('to', 'A number of parrot config history', {required: false, kind: 'integer', minimum: 1}),
    dryRun,
  ]

  protected override operate(): Promise<CallResult> {
    return callOrMend(this.door, 'config_rollback', () => this.input(), {rollback: true})
  }

  protected view(output: unknown): string {
    const {file, number, at, changed, dryRun, broken} = output as Output
    if (!changed) return plainLine(line('line_config_already', {file, number}))
    const about = {file, number, at: localTime(at)}
    const done = line(dryRun ? 'line_config_would_again' : 'line_config_again', about)
    const kept = broken === undefined ? '' : ` ${line('line_config_broken_kept', {broken})}`
    return plainLine(`${done}${kept}`)
  }
}
