import {alone, Busy} from '../config/update-file.ts'
import {textRedactor} from '../events/redact-text.ts'
import type {Delivered} from '../host/delivery.ts'
import type {World} from '../host/world.ts'
import {channelOf} from './channel.ts'
import {channelDeps} from './channel-deps.ts'
import type {DeliveryDeps} from './deps.ts'
import {lockFile, storeFile} from './places.ts'
import {retire, retireGone} from './retire.ts'
import {runLanes, sleep} from './run-lanes.ts'
import {openStore} from './store.ts'
import {anySubscriber, subscribersOf, type Known} from './subscribers.ts'
import {watchAlerts} from './watch-alerts.ts'

/** How often it is looked whether the configuration is another, and whether somebody else has stopped. Milliseconds. */
const lookMs = 1_000
/** How often rules with time in them are looked at. Milliseconds. */
const watchMs = 5_000

/**
 * Until nothing is due. After the lock is free it is looked once more: whoever recorded something and found it taken relies on that.
 */
export async function once(deps: DeliveryDeps, until: number, signal: AbortSignal): Promise<Delivered> {
  const counts = {delivered: 0, failed: 0, dead: 0}
  const {config} = deps.world()
  if (!anySubscriber(config)) {
    await retireGone(deps)
    return {busy: false, ...counts}
  }
  const subscribers = subscribersOf(config)
  const journal = await deps.journal()
  const pass = async () => {
    const watched = await watchAlerts(deps, signal)
    await deliver(deps, subscribers, until, counts, signal)
    if ('fault' in watched) throw watched.fault
    return journal.newest()
  }
  try {
    let seen: number
    do seen = await alone(lockFile(deps.paths), pass, -1)
    while (journal.newest() > seen && !signal.aborted)
    return {busy: false, ...counts}
  } catch (error) {
    if (error instanceof Busy) return {busy: true, ...counts}
    throw error
  }
}

/** Whoever delivers meanwhile is waited for; another configuration is another list of subscribers. */
export async function forever(deps: DeliveryDeps, signal: AbortSignal): Promise<void> {
  const counts = {delivered: 0, failed: 0, dead: 0}
  let watchedAt = -watchMs
  let seen: World['config'] | undefined
  const watch = async () => {
    if (deps.now() - watchedAt < watchMs || !anySubscriber(deps.world().config)) return
    watchedAt = deps.now()
    await watchAlerts(deps, signal)
  }
  while (!signal.aborted) {
    await watch()
    const {config} = deps.world()
    const subscribers = subscribersOf(config)
    if (subscribers.length === 0 && !same(config, seen)) await retireGone(deps).catch(() => {})
    seen = config
    if (subscribers.length > 0) {
      const changed = new AbortController()
      const stop = AbortSignal.any([signal, changed.signal])
      const timer = setInterval(() => {
        void watch()
        if (!same(deps.world().config, config)) changed.abort()
      }, lookMs)
      try {
        await alone(lockFile(deps.paths), () => deliver(deps, subscribers, undefined, counts, stop), -1)
      } catch (error) {
        if (!(error instanceof Busy)) await sleep(lookMs * 5, signal)
      } finally {
        clearInterval(timer)
      }
    }
    await sleep(lookMs, signal)
  }
}

function same(one: World['config'], other: World['config'] | undefined): boolean {
  if (other === undefined) return false
  const {isDeepStrictEqual} = process.getBuiltinModule('node:util')
  return (
    one === other ||
    (isDeepStrictEqual(one.subscribers, other.subscribers) && isDeepStrictEqual(one.notify, other.notify))
  )
}

type Counts = {delivered: number; failed: number; dead: number}

async function deliver(
  deps: DeliveryDeps,
  subscribers: readonly Known[],
  until: number | undefined,
  counts: Counts,
  signal: AbortSignal,
): Promise<void> {
  const journal = await deps.journal()
  const store = openStore(storeFile(deps.paths))
  const secrets: string[] = []
  const channels = channelDeps(deps, secrets)
  try {
    await retire(deps, store)
    await runLanes(
      {
        journal,
        store,
        time: {now: deps.now, sleep: deps.sleep ?? sleep},
        random: deps.random ?? Math.random,
        record: deps.record,
        redact: textRedactor(secrets),
        newest: () => journal.newest(),
        tell: (what) => void counts[what]++,
        channel: (subscriber) => channelOf(channels, subscriber),
      },
      subscribers,
      until,
      signal,
    )
  } finally {
    store.close()
  }
}
