import {existsSync} from 'node:fs'
import {readState} from '../alerts/state.ts'
import type {Delivery} from '../host/delivery.ts'
import type {DeliveryDeps} from './deps.ts'
import {storeFile} from './places.ts'
import {openStore} from './store.ts'
import {anySubscriber} from './subscribers.ts'

type Needed = Awaited<ReturnType<Delivery['needed']>>

/** After which event the journal is still needed, and by whom first: a subscriber, what is told again, or the rules of alerts. */
export async function needed(deps: DeliveryDeps): Promise<Needed> {
  const alerts = anySubscriber(deps.world().config) ? byAlerts(deps) : []
  const all = [...bySubscribers(deps), ...alerts]
  return all.toSorted((a, b) => a.position - b.position)[0]
}

/**
 * All of whom it is known where they stand, also those that only another process's environment or profile makes subscribers. One that
 * nothing is known of yet begins with what comes next.
 */
function bySubscribers({paths}: DeliveryDeps): NonNullable<Needed>[] {
  const file = storeFile(paths)
  if (!existsSync(file)) return []
  const store = openStore(file)
  try {
    return store.names().flatMap((name) => {
      const positions = [store.known(name)?.position, store.replays.lowest(name)]
      const known = positions.filter((one) => one !== undefined)
      return known.length === 0 ? [] : [{position: Math.min(...known), who: name}]
    })
  } finally {
    store.close()
  }
}

function byAlerts({paths, around}: DeliveryDeps): NonNullable<Needed>[] {
  const state = readState(paths, around.uid)
  return state === undefined || 'code' in state ? [] : [{position: state.position.sequence, who: 'alerts'}]
}
