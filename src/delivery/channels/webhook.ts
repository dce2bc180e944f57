import {createHmac} from 'node:crypto'
import type {Subscriber} from '../../config/subscriber.ts'
import {textOf, type ChannelDeps, type Failure, type Told} from '../channel.ts'
import {post} from './post.ts'

type Webhook = NonNullable<Subscriber['webhook']>

/**
 * The event as JSON, signed as standardwebhooks.com has it where there is a secret: `webhook-signature` is `v1,` and the base64 of
 * HMAC-SHA256 over `id.timestamp.body`. `webhook-id` stays the same at every attempt, so that what came twice can be told; what is told
 * again because somebody wanted it has another, or it would be taken for that, and says so in `replayed`.
 */
export async function postWebhook(
  deps: ChannelDeps,
  name: string,
  {url, secret, headers = {}}: Webhook,
  event: Told,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const address = textOf(deps, name, 'webhook.url', url)
  if ('problem' in address) return address
  const key = secret && deps.secret(secret, {subscriber: name, key: 'webhook.secret'})
  if (key !== undefined && 'problem' in key) return key
  const own: Record<string, string> = {}
  for (const [header, said] of Object.entries(headers)) {
    const value = textOf(deps, name, `webhook.headers.${header}`, said)
    if ('problem' in value) return value
    own[header] = value.text
  }
  const body = JSON.stringify({...event, machine: deps.machine})
  const id = event.replayed === undefined ? event.hash : `${event.hash}-r${event.replayed.number}`
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = key && {'webhook-signature': signatureOf(key.text, id, timestamp, body)}
  return post(
    address.text,
    {
      ...own,
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      ...signature,
    },
    body,
    signal,
  )
}

/** A secret that begins with `whsec_` is base64 behind that, as receivers hand it out; any other is taken as it is. */
function signatureOf(secret: string, id: string, timestamp: string, body: string): string {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : secret
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}
