import {hostname} from 'node:os'
import type {SecretPlace} from '../config/subscriber.ts'
import {readSecret} from '../host/secrets/read.ts'
import type {ChannelDeps, Text} from './channel.ts'
import type {DeliveryDeps} from './deps.ts'

/** What a channel needs. Each secret that is read is kept out of events, and stands in `secrets` from then on. */
export function channelDeps(deps: DeliveryDeps, secrets: string[] = []): ChannelDeps {
  const {around, paths, world, call} = deps
  const secret = (place: SecretPlace, {subscriber, key}: {subscriber: string; key: string}): Text => {
    const reader = {plugin: `subscriber ${subscriber}`, key, paths, uid: around.uid, env: around.env}
    const read = readSecret(place, reader)
    if ('text' in read) {
      const parts = [read.text, ...passwordIn(read.text)]
      deps.keepSecret(parts)
      secrets.push(...parts.filter((part) => !secrets.includes(part)))
    }
    return read
  }
  const machine = hostname().replaceAll(/[^A-Za-z0-9.-]/g, '-') || 'localhost'
  const account = around.username.replaceAll(/[^A-Za-z0-9._-]/g, '-')
  return {
    machine,
    account,
    notify: world().config.notify,
    world,
    secret,
    call: (request, above) => call(request, above),
  }
}

/** Of an address; a server may repeat it in what it answers. */
function passwordIn(text: string): string[] {
  const {password = ''} = URL.parse(text) ?? {}
  if (password === '') return []
  try {
    return [password, decodeURIComponent(password)]
  } catch {
    return [password]
  }
}
