import type {StoredEvent} from '../../../events/journal.ts'
import type {CallResult} from '../../../host/request.ts'
import type {Look} from '../../door.ts'
import {filterFields, sinceField, withSince, withTypes} from '../../event-filter.ts'
import {eventJson, eventText} from '../../event-lines.ts'
import {OwnCommand} from '../../own-command.ts'
import {option} from '../../own-fields.ts'

export default class EventsList extends OwnCommand {
  static override readonly tool = 'events_list'
  static override readonly description = 'With --json one event a line, for jq.'
  static override readonly examples = [
    'parrot events list --since 1h',
    'parrot events list --type CALL_FINISHED --plugin health_check --limit 5',
    'parrot events list --json | jq \'select(.payload.outcome == "denied")\'',
  ]
  static override readonly fields = [
    ...filterFields,
    sinceField,
    option('limit', 'The newest so many', {kind: 'integer', minimum: 1, maximum: 100_000}),
  ]

  override async run(): Promise<void> {
    const result = await this.operate()
    if (!this.json || result.outcome !== 'ok') return this.tell(result)
    for (const event of eventsOf(result.output)) {
      if (this.door.unread.aborted) return
      this.door.out.write(eventJson(event))
    }
  }

  /** Where nothing is found a person is told so, and a program reads nothing. */
  private async tell(result: CallResult): Promise<void> {
    if (result.outcome !== 'ok') return this.answer(result)
    const events = [...eventsOf(result.output)]
    await this.answer({...result, output: {events}})
    if (events.length === 0 && this.door.err.isTerminal) this.door.err.write('No events.\n')
  }

  protected override async input() {
    return withTypes(withSince(await super.input(), Date.now()))
  }

  protected view(output: unknown, look: Look): string {
    return [...eventsOf(output)].map((event) => eventText(event, look)).join('\n')
  }
}

const eventsOf = (output: unknown) => (output as {events: Iterable<StoredEvent>}).events
