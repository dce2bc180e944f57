import type {Subscriber} from '../../config/subscriber.ts'
import type {Outcome} from '../../outcomes.ts'
import {problem, says} from '../../text/problem.ts'
import {callerOf} from '../caused.ts'
import type {ChannelDeps, Failure, Told} from '../channel.ts'

/** Trying again changes nothing: somebody has to change what is allowed, installed or configured. */
const final: ReadonlySet<Outcome> = new Set([
  'denied',
  'invalid_input',
  'needs_approval',
  'tampered',
  'unknown',
])

/**
 * A call through the corridor, with the rights that the named user has now: below the event's own call, so that the record
 * tells what brought it about. A plugin that found something has been told.
 */
export async function callPlugin(
  {call, world}: ChannelDeps,
  name: string,
  {tool, as, input = {}}: NonNullable<Subscriber['plugin']>,
  event: Told,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const user = world().policy.users.get(as)
  if (user === undefined) return {problem: problem('delivery_user', {as}), final: true}
  const by = {name: callerOf(name), roles: user.roles, evidence: `subscriber ${name} as user ${as}`}
  const {correlation_id} = event.metadata
  const {call: under} = event.payload
  const above = {root: correlation_id, call: typeof under === 'string' ? under : correlation_id, depth: 1}
  const values = Object.fromEntries(Object.entries(input).map(([key, value]) => [key, filled(value, event)]))
  const asked = {tool, by, door: 'clock', input: async () => ({values}), signal, watch: {}} as const
  const result = await call({...asked, dryRun: false, unsandboxed: false}, above)
  const {outcome, problems} = result
  if (outcome === 'ok' || outcome === 'findings') return undefined
  const cause = problems.map(says).join(' ')
  return {problem: problem('delivery_call', {tool, outcome, cause}), ...(final.has(outcome) && {final: true})}
}

/** `{event}` is the whole event as JSON; the rest are texts of it. What the event does not say is empty. */
function filled(value: unknown, event: Told): unknown {
  if (typeof value !== 'string') return value
  const {payload, event_type, sequence, timestamp, metadata} = event
  const own: Readonly<Record<string, unknown>> = {
    ...payload,
    event_type,
    sequence,
    timestamp,
    correlation_id: metadata.correlation_id,
    event: JSON.stringify(event),
  }
  return value.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const found = Object.hasOwn(own, key) ? own[key] : ''
    return typeof found === 'string' ? found : (JSON.stringify(found) ?? '')
  })
}
