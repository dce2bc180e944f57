import type {AlertRule} from '../../config/alert-config.ts'
import {bareAddress} from '../../config/bare-address.ts'
import {standardNtfy, type Subscriber} from '../../config/subscriber.ts'
import {connectionOf} from '../../rbac/area/net.ts'
import {decide} from '../../rbac/decide.ts'
import type {Work} from '../walk.ts'
import type {Unit} from './units.ts'

/**
 * The rights `net:connect:<host>:<port>` that whoever asks lacks for what the configuration would newly have the server connect to. From the
 * server's place in the network more can be reached than from theirs.
 */
export function reachesAnew(
  {request: {by}, world: {policy}}: Pick<Work, 'request' | 'world'>,
  anew: readonly Unit[],
  had: readonly Unit[],
): readonly string[] {
  const known = new Set(had.flatMap(addressesIn).map(rightFor))
  return [...new Set(anew.flatMap(addressesIn))].flatMap((address) => {
    const right = rightFor(address)
    const permission = connectionOf(right)
    const allowed = permission !== undefined && decide(policy, by, permission).effect === 'allow'
    return allowed || known.has(right) ? [] : [`net:connect:${right}`]
  })
}

/** Every address that stands there as it is; one that is kept elsewhere is nobody's to name. */
function addressesIn({key, value}: Unit): string[] {
  if (key === 'notify.smtp') return texts(value)
  if (key === 'install.indexes') return texts(...[value].flat()).filter((text) => !text.startsWith('/'))
  if (key.startsWith('alerts.rules.')) return texts((value as AlertRule).deadman)
  if (!key.startsWith('subscribers: ')) return []
  const {webhook, ntfy, syslog, email} = value as Subscriber
  const collector = syslog?.to === 'syslog' || syslog?.to === 'journald' ? undefined : syslog?.to
  return texts(webhook?.url, ntfy && (ntfy.url ?? standardNtfy), collector, email?.smtp)
}

const texts = (...values: readonly unknown[]) =>
  values.filter((value) => typeof value === 'string').filter((text) => text !== '')

/** What is no address has no host, and nobody has the right to that. */
function rightFor(address: string): string {
  const bare = bareAddress(address)
  if (bare !== undefined) return `${bare.host}:${bare.port}`
  const {protocol = '', hostname = '', port = ''} = URL.parse(address) ?? {}
  const standard = protocol === 'http:' ? '80' : protocol === 'https:' ? '443' : ''
  return standard === '' ? ':' : `${hostname}:${port || standard}`
}
