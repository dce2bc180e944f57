import type {OpenJournal, StoredEvent} from '../events/journal.ts'

/** Who a subscriber's call is by. No user can be called so: names of users have no space. */
export const callerOf = (subscriber: string) => `subscriber ${subscriber}`

/** How many subscribers may call one after the other, each because of what the one before brought about. */
const longest = 5

/**
 * Did a call of this subscriber bring the event about, however many calls of others lie between? Then it is not called for it
 * again: two that answer each other would never end. The same after five of them, whoever they were.
 */
export function causedBy(
  journal: Pick<OpenJournal, 'read'>,
  subscriber: string,
  {payload, metadata: {correlation_id}}: StoredEvent,
): boolean {
  if (!isCaller(payload['who'])) return false
  const calls = new Map<unknown, StoredEvent['payload']>()
  for (const event of journal.read({correlation: correlation_id, types: ['CALL_REQUESTED']}))
    calls.set(event.payload['call'], event.payload)
  const callers: unknown[] = [payload['who']]
  const seen = new Set<unknown>()
  for (let at = payload['call']; calls.has(at) && !seen.has(at); at = calls.get(at)?.['parent']) {
    seen.add(at)
    const who = calls.get(at)?.['who']
    if (who !== callers.at(-1)) callers.push(who)
  }
  return callers.includes(callerOf(subscriber)) || callers.filter(isCaller).length >= longest
}

const isCaller = (who: unknown) => typeof who === 'string' && who.startsWith(callerOf(''))
