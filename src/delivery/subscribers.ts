import type {Config} from '../config/config.ts'
import type {Subscriber} from '../config/subscriber.ts'
import type {SubscriberRow} from '../host/delivery.ts'

/** A subscriber with its patterns as a list, and what made it. */
export type Known = Subscriber & {
  readonly events: readonly string[]
  readonly from: SubscriberRow['from']
  /** Milliseconds. */
  readonly maxAgeMs: number
  /** Only what was asked for by somebody, not what that brought about. */
  readonly onlyOutermost?: true
}

/** What goes to the seeds' `PARROT_ALERT_EMAIL`: what the rules say, and that somebody else could not be told. */
const alerting = ['ALERT_*', 'NOTIFY_FAILED', 'DELIVERY_DEAD', 'DELIVERY_RECOVERED']

/** What goes to the seeds' `PARROT_NOTIFY_EMAIL`: one e-mail when something long has ended. */
const summing = ['WORKFLOW_COMPLETED', 'BACKUP_COMPLETED', 'SYSTEM_UPDATE_COMPLETED']

/** Those that a variable makes: it may stand in the environment of one process and not of another. */
export const implied = ['alert-email', 'notify-email'] as const

/** All that are told of events; one of the list goes before the e-mail address that has its name. */
export function subscribersOf({
  subscribers,
  notify,
}: Pick<Config, 'subscribers' | 'notify'>): readonly Known[] {
  const {maxAgeMs} = notify
  const listed = subscribers.map((one): Known => ({
    maxAgeMs,
    ...one,
    events: [one.events].flat(),
    from: 'subscribers',
  }))
  const implicit = [
    ...mailTo(implied[0], notify.alertEmail, alerting, 'notify.alertEmail', maxAgeMs),
    ...mailTo(implied[1], notify.notifyEmail, summing, 'notify.notifyEmail', maxAgeMs),
  ]
  return [...listed, ...implicit.filter(({name}) => !listed.some((one) => one.name === name))]
}

/** Is there anybody to tell, a dead-man switch among them? Asked by every command that recorded something. */
export function anySubscriber({
  subscribers,
  notify,
  alerts,
}: Pick<Config, 'subscribers' | 'notify' | 'alerts'>): boolean {
  const named = subscribers.length > 0 || notify.alertEmail !== '' || notify.notifyEmail !== ''
  return named || Object.values(alerts.rules).some(({deadman}) => deadman !== undefined)
}

function mailTo(
  name: string,
  addresses: string,
  events: readonly string[],
  from: Known['from'],
  maxAgeMs: number,
): Known[] {
  const to = addresses.split(',').map((one) => one.trim())
  return addresses === '' ? [] : [{name, events, email: {to}, from, maxAgeMs, onlyOutermost: true}]
}
