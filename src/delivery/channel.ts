import {standardNtfy, type Notify, type SecretPlace, type Said} from '../config/subscriber.ts'
import type {StoredEvent} from '../events/journal.ts'
import type {Above} from '../host/walk.ts'
import type {CallResult, Request} from '../host/request.ts'
import type {World} from '../host/world.ts'
import type {Problem} from '../text/problem.ts'
import type {Known} from './subscribers.ts'

/** Why somebody was not told. `final`: it would be so at every other attempt too. No secret is in it. */
export type Failure = {readonly problem: Problem; readonly final?: true}

/** What is told: an event, and where it is told again, the number of the wish for that, whose it was and when. */
export type Told = StoredEvent & {
  readonly replayed?: {readonly number: number; readonly by: string; readonly at: string}
}

/** A way to somebody. */
export type Channel = {
  /** For people, without anything secret. */
  readonly where: string
  /** Resolves once the other side has taken it; with why not, where it did not. Never rejects for what another machine does. */
  send(event: Told, signal: AbortSignal): Promise<Failure | undefined>
}

/** What the ways lean on. */
export type ChannelDeps = {
  readonly machine: string
  readonly account: string
  readonly notify: Notify
  readonly world: () => World
  /** What a place of a secret leads to now; it is in no event from then on. */
  readonly secret: (place: SecretPlace, of: {readonly subscriber: string; readonly key: string}) => Text
  readonly call: (request: Request, above: Above) => Promise<CallResult>
}

export type Text = {readonly text: string} | {readonly problem: Problem}

/** Text as it stands, or what its place leads to. */
export function textOf(
  {secret}: Pick<ChannelDeps, 'secret'>,
  subscriber: string,
  key: string,
  said: Said,
): Text {
  return typeof said === 'string' ? {text: said} : secret(said, {subscriber, key})
}

/** The way that the configuration says; what it needs is loaded when it is used. */
export function channelOf(deps: ChannelDeps, subscriber: Known): Channel {
  return {
    where: whereOf(subscriber),
    async send(event, signal) {
      const {name, plugin, webhook, email, ntfy, syslog} = subscriber
      if (plugin !== undefined) {
        const {callPlugin} = await import('./channels/plugin.ts')
        return callPlugin(deps, name, plugin, event, signal)
      }
      const limited = AbortSignal.any([signal, AbortSignal.timeout(deps.notify.attemptMs)])
      if (webhook !== undefined) {
        const {postWebhook} = await import('./channels/webhook.ts')
        return postWebhook(deps, name, webhook, event, limited)
      }
      if (email !== undefined) {
        const {sendEmail} = await import('./channels/email.ts')
        return sendEmail(deps, name, email, event, limited)
      }
      if (syslog !== undefined) {
        const {sendSyslog} = await import('./channels/syslog.ts')
        return sendSyslog(deps, syslog, event, limited)
      }
      const {publishNtfy} = await import('./channels/ntfy.ts')
      return publishNtfy(deps, name, ntfy ?? {topic: ''}, event, limited)
    },
  }
}

/** Of an address only what is no secret: a path or a query may hold a key. */
export function whereOf({plugin, webhook, email, ntfy, syslog}: Known): string {
  if (plugin !== undefined) return `plugin ${plugin.tool} as ${plugin.as}`
  if (webhook !== undefined)
    return typeof webhook.url === 'string'
      ? `webhook ${new URL(webhook.url).origin}`
      : 'webhook (kept secret)'
  if (email !== undefined) return `e-mail ${[email.to].flat().join(', ')}`
  if (syslog !== undefined) return syslog.to === 'syslog' ? 'syslog here' : syslog.to
  return `ntfy ${new URL(ntfy?.url ?? standardNtfy).origin}`
}
