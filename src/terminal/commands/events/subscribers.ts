import {localTime} from '../../../text/local-time.ts'
import type {Code} from '../../../text/en.ts'
import {line, retoldAs} from '../../../text/reader.ts'
import type {SubscriberRow} from '../../../host/delivery.ts'
import type {Look} from '../../door.ts'
import {grid} from '../../grid.ts'
import {OwnCommand} from '../../own-command.ts'
import {plain} from '../../plain.ts'

export default class EventsSubscribers extends OwnCommand {
  static override readonly tool = 'events_subscribers'
  static override readonly description =
    'The key subscribers of the configuration, and notify.alertEmail and notify.notifyEmail, say who they are.'
  static override readonly examples = [
    'parrot events subscribers',
    "parrot events subscribers --json | jq '.output.subscribers[] | select(.failures > 0)'",
  ]

  protected view(output: unknown, look: Look): string {
    const {subscribers} = output as {subscribers: readonly SubscriberRow[]}
    if (subscribers.length === 0) return line('line_subscribers_none')
    const table = grid(
      ['SUBSCRIBER', 'WAIT', 'FAILED', 'DEAD', 'LAST TOLD', 'NEXT TRY', 'WHERE'],
      subscribers.map(row),
      look,
    )
    const more = subscribers.map(({name, events, lastError}) => {
      const error =
        lastError === null ? '' : `\n  ${look.paint('yellow', plain(retoldAs(failures, lastError)))}`
      return `${look.paint('bold', plain(name))}: ${plain(events.join(' '))}${error}`
    })
    return [table, '', ...more].join('\n')
  }
}

/** Why something was not delivered, as whoever tried it wrote it down. */
const failures = [
  'delivery_address',
  'delivery_redirect',
  'delivery_status',
  'delivery_unreachable',
  'delivery_no_log',
  'delivery_no_datagram',
  'delivery_log_full',
  'delivery_mail',
  'delivery_user',
  'delivery_call',
  'delivery_broke',
] as const satisfies readonly Code[]

function row({name, where, waiting, lastSuccess, failures, nextAttempt, dead}: SubscriberRow): string[] {
  return [name, String(waiting), String(failures), String(dead), time(lastSuccess), time(nextAttempt), where]
}

const time = (iso: string | null) => (iso === null ? '-' : localTime(iso))
