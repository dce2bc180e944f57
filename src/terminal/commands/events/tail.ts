import type {EventFilter, StoredEvent} from '../../../events/journal.ts'
import {outcomes} from '../../../outcomes.ts'
import {filterFields, withTypes} from '../../event-filter.ts'
import {eventJson, eventText} from '../../event-lines.ts'
import {OwnCommand} from '../../own-command.ts'
import {interrupt} from '../../interrupt.ts'
import {option} from '../../own-fields.ts'

export default class EventsTail extends OwnCommand {
  static override readonly tool = 'events_list'
  static override readonly description = 'Ends with Ctrl-C, or when nobody reads any more.'
  static override readonly examples = [
    'parrot events tail',
    'parrot events tail --type CALL_FINISHED --json | jq .payload',
  ]
  static override readonly fields = [
    ...filterFields,
    option('limit', 'How many of the past to begin with', {kind: 'integer', minimum: 1, maximum: 1000}),
  ]

  override async run(): Promise<void> {
    const past = await this.operate()
    if (past.outcome !== 'ok') return this.answer(past, {view: () => ''})
    const events = [...(past.output as {events: Iterable<StoredEvent>}).events]
    for (const event of events) this.show(event)
    await this.follow(events.at(-1)?.sequence)
  }

  protected override async input() {
    const input = withTypes(await super.input())
    return 'values' in input ? {values: {limit: 10, ...input.values}} : input
  }

  private async follow(after: number | undefined): Promise<void> {
    const parrot = await this.door.parrot()
    const {signal, release} = interrupt()
    const {limit: _, ...filter} = await this.filter()
    const from: EventFilter = after === undefined ? filter : {...filter, after}
    for await (const event of parrot.tail(parrot.operator, from, AbortSignal.any([signal, this.door.unread])))
      this.show(event)
    release()
    if (signal.aborted) process.exitCode = outcomes.cancelled.exit
  }

  private async filter(): Promise<EventFilter> {
    const input = await this.input()
    return 'values' in input ? input.values : {}
  }

  private show(event: StoredEvent): void {
    this.door.out.write(this.json ? eventJson(event) : `${this.view(event)}\n`)
  }

  protected view(output: unknown): string {
    return eventText(output as StoredEvent, this.door.out)
  }
}
