import {setTimeout as delay} from 'node:timers/promises'
import type {OpenJournal} from '../events/journal.ts'
import type {Channel} from './channel.ts'
import {runLane} from './lane.ts'
import type {LaneDeps, LaneState} from './lane-deps.ts'
import type {Known} from './subscribers.ts'

type Deps = Omit<LaneDeps, 'news'> & {
  readonly journal: OpenJournal
  readonly channel: (subscriber: Known) => Channel
}

/** How rarely it is looked, where nothing is heard: dead events may have been asked for again. Milliseconds. */
const rarely = 5_000

/**
 * Runs a lane for each subscriber, beside one another, until the signal, or until none has anything to do before `until`
 * (milliseconds since the epoch; undefined for ever). A lane that breaks is begun again, or left where nobody waits for it.
 */
export async function runLanes(
  deps: Deps,
  subscribers: readonly Known[],
  until: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const over = new AbortController()
  const stop = AbortSignal.any([signal, over.signal])
  const states = new Map<string, LaneState>(subscribers.map(({name}) => [name, {is: 'busy'}]))
  const look = () => {
    if (until !== undefined && [...states.values()].every((state) => isSettled(state, deps.newest(), until)))
      over.abort()
  }
  const heard = listen(deps.journal, deps.newest(), stop)
  const lanes = subscribers.map(async (subscriber) => {
    const say = (state: LaneState) => {
      states.set(subscriber.name, state)
      look()
    }
    const lane = {subscriber, channel: deps.channel(subscriber), say}
    while (!stop.aborted) {
      try {
        await runLane({...deps, news: heard.news}, lane, stop)
      } catch {
        deps.tell('failed')
        say({is: 'waiting', until: Number.POSITIVE_INFINITY})
        await sleep(rarely, stop)
      }
    }
  })
  look()
  await Promise.all(lanes)
  await heard.ended
}

function isSettled(state: LaneState, newest: number, until: number): boolean {
  if (state.is === 'waiting') return state.until > until
  return state.is === 'idle' && state.at >= newest
}

/** `news` resolves at the next event, whichever process writes it, and every now and then. */
function listen(journal: OpenJournal, after: number, signal: AbortSignal) {
  let wake = Promise.withResolvers<void>()
  const ended = (async () => {
    for await (const _ of journal.tail({after}, signal)) {
      wake.resolve()
      wake = Promise.withResolvers()
    }
  })().catch(() => {})
  const news = async (stop: AbortSignal) => {
    const done = new AbortController()
    await Promise.race([wake.promise, sleep(rarely, AbortSignal.any([stop, done.signal]))])
    done.abort()
  }
  return {news, ended}
}

/** Resolves also where the signal comes. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, {signal}).catch(() => {})
}
