import type {Replayed} from '../../../host/delivery.ts'
import {line} from '../../../text/reader.ts'
import {sinceField, untilField, withTimes} from '../../event-filter.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument, dryRun, option} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

export default class EventsReplay extends OwnCommand {
  static override readonly tool = 'events_replay'
  static override readonly description =
    'Each of its events in that time again, at least once and in order, marked as told again. What is new does not wait for it.'
  static override readonly examples = [
    'parrot events replay ops --since 2h --dry-run',
    'parrot events replay ops --from 1200 --to 1300',
  ]
  static override readonly fields = [
    argument('subscriber', 'The name of the subscriber'),
    option('from', 'The number of the first event', {kind: 'integer', minimum: 1}),
    option('to', 'The number of the last one', {kind: 'integer', minimum: 1}),
    sinceField,
    untilField,
    dryRun,
  ]

  protected override async input() {
    return withTimes(await super.input(), Date.now())
  }

  protected view(output: unknown): string {
    const {
      subscriber,
      events,
      from,
      to,
      dryRun: dry,
    } = output as Replayed & {
      readonly subscriber: string
      readonly dryRun: boolean
    }
    if (events === 0) return plainLine(line('line_replay_none', {subscriber}))
    return plainLine(
      line(dry ? 'line_replay_would' : 'line_replay_done', {
        subscriber,
        events,
        from: from ?? '-',
        to: to ?? '-',
      }),
    )
  }
}
