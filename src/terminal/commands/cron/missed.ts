import type {CallResult} from '../../../host/request.ts'
import type {Outcome} from '../../../outcomes.ts'
import {problem} from '../../../text/problem.ts'
import {refusedHere} from '../../answer.ts'
import {interrupt} from '../../interrupt.ts'
import {OwnCommand} from '../../own-command.ts'

/** What the crontab has started when the machine starts. */
export default class CronMissed extends OwnCommand {
  static override readonly description =
    'For cron and systemd: puts on record which runs of the schedule were missed, and makes up for those of entries that ask for it.'
  static override readonly examples = ['parrot cron missed']
  static override readonly exits: readonly Outcome[] = [
    'ok',
    'failed',
    'invalid_input',
    'broken',
    'cancelled',
  ]

  protected override async operate(): Promise<CallResult> {
    const input = await this.input()
    if ('problems' in input) return refusedHere('', 'invalid_input', ...input.problems)
    const {runMissed} = await import('../../../clock/run.ts')
    const {signal, release} = interrupt()
    try {
      const results = await runMissed(await this.door.parrot(), signal)
      const badly = results.filter(({outcome}) => outcome !== 'ok' && outcome !== 'findings')
      const problems = badly.flatMap(({tool, outcome, problems}) => [
        problem('schedule_made_up', {tool, outcome}),
        ...problems,
      ])
      const output = {entries: results.map(({call, tool, outcome}) => ({call, tool, outcome}))}
      const stopped = badly.some(({outcome}) => outcome === 'cancelled')
      const outcome = stopped ? 'cancelled' : badly.length > 0 ? 'failed' : 'ok'
      return {...refusedHere('', outcome, ...problems), output}
    } finally {
      release()
    }
  }

  protected view(): string {
    return ''
  }
}
