import {standardNtfy, type Subscriber} from '../../config/subscriber.ts'
import {quotedIn} from '../quoted.ts'
import {tellerIn} from '../../text/reader.ts'
import {textOf, type ChannelDeps, type Failure, type Told} from '../channel.ts'
import {messageOf} from '../message.ts'
import {severityOf} from '../severity.ts'
import {post} from './post.ts'

const priorities = {info: 3, warning: 4, error: 5} as const
const longest = 3500

/** A message for a phone, by ntfy's JSON. */
export async function publishNtfy(
  deps: ChannelDeps,
  name: string,
  {url = standardNtfy, topic, token}: NonNullable<Subscriber['ntfy']>,
  event: Told,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const room = textOf(deps, name, 'ntfy.topic', topic)
  if ('problem' in room) return room
  const key = token && deps.secret(token, {subscriber: name, key: 'ntfy.token'})
  if (key !== undefined && 'problem' in key) return key
  const {title, text} = messageOf(
    event,
    deps.machine,
    await tellerIn(deps.notify.language, quotedIn(deps.world(), deps.notify.language)),
  )
  const body = {
    topic: room.text,
    title,
    message: text.slice(0, longest),
    priority: priorities[severityOf(event)],
  }
  const headers = {'content-type': 'application/json', ...(key && {authorization: `Bearer ${key.text}`})}
  return post(url, headers, JSON.stringify(body), signal)
}
