import {existsSync} from 'node:fs'
import {alone, Busy} from '../config/update-file.ts'
import type {DeliveryDeps} from './deps.ts'
import {lockFile, storeFile} from './places.ts'
import {openStore, type Store} from './store.ts'
import {implied, subscribersOf} from './subscribers.ts'

/**
 * Forgets, and puts on record, where those stand who are no subscribers any more: one that comes back under the same name begins with
 * what happens then. Call it alone. A file that is broken, and a profile, say nothing of who is a subscriber otherwise; nor
 * does it follow from one process's environment.
 */
export async function retire({world, around, record}: DeliveryDeps, store: Store): Promise<void> {
  const {config, problems} = world()
  if (problems.length > 0 || around.env['PARROT_PROFILE'] !== undefined) return
  const there = new Set<string>([...implied, ...subscribersOf(config).map(({name}) => name)])
  for (const subscriber of store.names().filter((name) => !there.has(name))) {
    const {position = null} = store.known(subscriber) ?? {}
    const dead = store.dead().filter((one) => one.subscriber === subscriber).length
    const payload = {subscriber, position, dead}
    await record({event_type: 'SUBSCRIBER_RETIRED', payload, source: 'host', correlation_id: 'delivery'})
    store.forget(subscriber)
  }
}

/** The same where nobody is left to be told, and so nobody delivers. */
export async function retireGone(deps: DeliveryDeps): Promise<void> {
  const file = storeFile(deps.paths)
  if (!existsSync(file)) return
  try {
    await alone(
      lockFile(deps.paths),
      async () => {
        const store = openStore(file)
        try {
          await retire(deps, store)
        } finally {
          store.close()
        }
      },
      -1,
    )
  } catch (error) {
    if (!(error instanceof Busy)) throw error
  }
}
