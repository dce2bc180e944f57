import type {Input, CallResult} from '../../../host/request.ts'
import type {Outcome} from '../../../outcomes.ts'
import {refusedHere} from '../../answer.ts'
import {interrupt} from '../../interrupt.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {viewOf} from '../../view-of.ts'

/** What a line of the crontab, or a unit of systemd, starts. Silent where all went well: cron sends by mail what is said. */
export default class CronRun extends OwnCommand {
  static override readonly fields = [argument('id', 'The name of the entry')]
  static override readonly description =
    'For cron and systemd: runs one entry of the schedule as its own principal. parrot setup_cron makes them.'
  static override readonly examples = ['parrot cron run health_check']
  static override readonly exits: readonly Outcome[] = [
    'ok',
    'failed',
    'findings',
    'rate_limited',
    'broken',
    'denied',
    'unknown',
  ]

  protected override async operate(): Promise<CallResult> {
    const input: Input = await this.input()
    if ('problems' in input) return refusedHere('', 'invalid_input', ...input.problems)
    const {runEntry} = await import('../../../clock/run.ts')
    const {signal, release} = interrupt()
    try {
      return await runEntry(await this.door.parrot(), String(input.values['id']), signal)
    } finally {
      release()
    }
  }

  protected view(): string {
    return ''
  }

  /** What it found is for whoever reads cron's mail, as the command itself would say it. */
  protected override async answer(result: CallResult): Promise<void> {
    const well = result.outcome === 'ok' || result.output === undefined
    await super.answer(result, well ? {} : {view: await viewOf(this.door, result.tool)})
  }
}
