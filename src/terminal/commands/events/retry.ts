import {line} from '../../../text/reader.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'

export default class EventsRetry extends OwnCommand {
  static override readonly tool = 'events_retry'
  static override readonly description =
    'They are tried before the next events of their subscriber, once each; one that fails again stays among the dead.'
  static override readonly examples = [
    'parrot events retry',
    'parrot events retry 7',
    'parrot events retry ops',
  ]
  static override readonly fields = [
    argument('which', 'The number of one, or a subscriber; all otherwise', {required: false}),
  ]

  protected view(output: unknown): string {
    const {queued} = output as {queued: number}
    return queued === 0 ? line('line_dead_none') : line('line_retry', {count: queued})
  }
}
