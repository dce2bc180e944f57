import {line} from '../../../text/reader.ts'
import type {StoredEvent} from '../../../events/journal.ts'
import type {CallResult} from '../../../host/request.ts'
import {quiet} from '../../answer-json.ts'
import {csvHeader, csvLine} from '../../csv.ts'
import type {Look} from '../../door.ts'
import {filterFields, sinceField, untilField, withTimes, withTypes} from '../../event-filter.ts'
import {eventJson, eventText} from '../../event-lines.ts'
import {OwnCommand} from '../../own-command.ts'
import {option} from '../../own-fields.ts'

export default class EventsList extends OwnCommand {
  static override readonly tool = 'events_list'
  static override readonly description =
    'With --json one event a line, for jq. With --csv for a spreadsheet: what one would take for a formula has an apostrophe in front.'
  static override readonly examples = [
    'parrot events list --since 1h',
    "parrot events list --type 'ALERT_*' --since 2d --until 1d",
    'parrot events list --type CALL_FINISHED --plugin health_check --limit 5',
    'parrot events list --since 30d --csv > events.csv',
    'parrot events list --json | jq \'select(.payload.outcome == "denied")\'',
  ]
  static override readonly fields = [
    ...filterFields,
    sinceField,
    untilField,
    option('csv', 'As CSV (RFC 4180), with a header', {kind: 'boolean'}),
    option('limit', 'The newest so many', {kind: 'integer', minimum: 1, maximum: 100_000}),
  ]

  private csv = false

  override async run(): Promise<void> {
    const result = await this.operate()
    const {json} = this
    if ((!json && !this.csv) || result.outcome !== 'ok') return this.tell(result)
    const {out, unread} = this.door
    const said = (event: StoredEvent) => {
      if (json) return eventJson(event)
      return out.isTerminal ? `${quiet(csvLine(event).trimEnd())}\n` : csvLine(event)
    }
    if (!json) out.write(csvHeader)
    for (const event of eventsOf(result.output)) {
      if (unread.aborted) return
      out.write(said(event))
    }
  }

  /** Where nothing is found a person is told so, and a program reads nothing. */
  private async tell(result: CallResult): Promise<void> {
    if (result.outcome !== 'ok') return this.answer(result)
    const events = [...eventsOf(result.output)]
    await this.answer({...result, output: {events}})
    if (events.length === 0 && this.door.err.isTerminal) this.door.err.write(`${line('line_events_none')}\n`)
  }

  /** How it is written is this door's matter; the host is not told. */
  protected override async input() {
    const input = withTypes(withTimes(await super.input(), Date.now()))
    if (!('values' in input)) return input
    const {csv = false, ...values} = input.values
    this.csv = csv === true
    return {values}
  }

  protected view(output: unknown, look: Look): string {
    return [...eventsOf(output)].map((event) => eventText(event, look)).join('\n')
  }
}

const eventsOf = (output: unknown) => (output as {events: Iterable<StoredEvent>}).events
