import type {StoredEvent} from '../events/journal.ts'
import type {Delivery} from '../host/delivery.ts'
import {notThere} from '../text/not-there.ts'
import type {Problem} from '../text/problem.ts'
import {channelOf} from './channel.ts'
import {channelDeps} from './channel-deps.ts'
import type {DeliveryDeps} from './deps.ts'
import {storeFile} from './places.ts'
import {needed} from './needed.ts'
import {replay} from './replay.ts'
import {rowsOf} from './rows.ts'
import {forever, once} from './run.ts'
import {openStore, type Store} from './store.ts'
import {subscribersOf} from './subscribers.ts'

/** Everything that is told to subscribers goes through this. Nothing is opened before it is used. */
export function deliveryOf(deps: DeliveryDeps): Delivery {
  const {paths, world, now} = deps
  const known = () => subscribersOf(world().config)
  const withStore = async <T>(work: (store: Store) => T | Promise<T>): Promise<T> => {
    const store = openStore(storeFile(paths))
    try {
      return await work(store)
    } finally {
      store.close()
    }
  }
  return {
    once: (waitMs, signal) => once(deps, now() + waitMs, signal),
    forever: (signal) => forever(deps, signal),
    list: async () => {
      const journal = await deps.journal()
      return withStore((store) => rowsOf(known(), store, journal))
    },
    needed: () => needed(deps),
    replay: async (what) => {
      const subscriber = known().find(({name}) => name === what.subscriber)
      if (subscriber === undefined) return noSubscriber(what.subscriber, known())
      const journal = await deps.journal()
      return withStore((store) => replay(journal, store, subscriber, what, now()))
    },
    dead: () =>
      withStore((store) =>
        store.dead().map(({event: {sequence, event_type}, at, ...row}) => ({
          ...row,
          sequence,
          event_type,
          at: new Date(at).toISOString(),
        })),
      ),
    retry: (which) => withStore((store) => store.queue(which)),
    test: async (name, signal) => {
      const subscriber = known().find((one) => one.name === name)
      if (subscriber === undefined) return [noSubscriber(name, known())]
      const failure = await channelOf(channelDeps(deps), subscriber).send(testEvent(now()), signal)
      return failure === undefined ? [] : [failure.problem]
    },
  }
}

function noSubscriber(name: string, known: ReturnType<typeof subscribersOf>): Problem {
  const names = known.map((one) => one.name)
  return notThere('delivery_unknown', {name: name.slice(0, 64)}, name, names)
}

function testEvent(now: number): StoredEvent {
  const id = process.getBuiltinModule('node:crypto').randomUUID()
  const hash = process.getBuiltinModule('node:crypto').hash('sha256', id, 'hex')
  const metadata = {source: 'host', correlation_id: id}
  return {
    sequence: 0,
    event_type: 'TEST',
    timestamp: new Date(now).toISOString(),
    payload: {summary: 'a test'},
    metadata,
    hash,
  }
}
