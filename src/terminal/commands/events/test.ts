import {line} from '../../../text/reader.ts'
import type {Outcome} from '../../../outcomes.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

export default class EventsTest extends OwnCommand {
  static override readonly tool = 'events_test'
  static override readonly description =
    'One attempt, whatever events it waits for, with an event of type TEST that is in no journal.'
  static override readonly examples = ['parrot events test ops', 'parrot events test alert-email']
  static override readonly fields = [argument('subscriber', 'The name of the subscriber')]
  static override readonly exits: readonly Outcome[] = [
    'ok',
    'failed',
    'invalid_input',
    'broken',
    'denied',
    'cancelled',
  ]

  protected view(output: unknown): string {
    const {subscriber} = output as {subscriber: string}
    return plainLine(line('line_events_test', {subscriber}))
  }
}
