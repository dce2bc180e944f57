import {onTestFinished} from 'vitest'
import {defaults, type Config} from '../../src/config/config.ts'
import {pathsFor} from '../../src/config/paths.ts'
import type {Notify, Subscriber} from '../../src/config/subscriber.ts'
import {deliveryOf} from '../../src/delivery/delivery.ts'
import type {DeliveryDeps} from '../../src/delivery/deps.ts'
import type {OpenJournal} from '../../src/events/journal.ts'
import {openHostJournal} from '../../src/host/journal.ts'
import type {World} from '../../src/host/world.ts'
import {draft} from '../events/place.ts'
import {newHome} from '../home.ts'

/** A clock that stands still but for those who wait, and never goes beyond its limit. Milliseconds. */
export type FakeClock = {now: number; limit: number}

/** A real journal and a real store in a home of this test's own, and those that are told of its events. */
export async function deliveryHere(
  subscribers: readonly Subscriber[],
  {
    notify = {},
    clock,
    files,
    ...more
  }: Partial<DeliveryDeps> & {
    notify?: Partial<Notify>
    clock?: FakeClock
    files?: Readonly<Record<string, unknown>>
  } = {},
) {
  const around = newHome(files)
  const paths = pathsFor(around)
  const config: Config = {...defaults, notify: {...defaults.notify, attemptMs: 2_000, ...notify}, subscribers}
  const secrets: string[] = []
  const journal = await openHostJournal(paths, config, around.uid, secrets)
  onTestFinished(() => journal.close())
  const deps: DeliveryDeps = {
    around,
    paths,
    world: () => ({config, policy: {users: new Map(), roles: new Map()}, problems: []}) as unknown as World,
    journal: async () => journal,
    record: (event) => journal.append(event),
    call: async () => {
      throw new Error('nobody is to be called')
    },
    now: () => clock?.now ?? Date.now(),
    keepSecret: (values) => void secrets.push(...values),
    ...(clock && {
      sleep: async (ms: number, signal: AbortSignal) => {
        const then = clock.now + ms
        await new Promise(setImmediate)
        if (then > clock.limit)
          await new Promise<void>((resolve) => {
            if (signal.aborted) resolve()
            signal.addEventListener('abort', () => resolve())
          })
        else if (!signal.aborted) clock.now = Math.max(clock.now, then)
      },
    }),
    ...more,
  }
  return {delivery: deliveryOf(deps), journal, deps, around}
}

/** Writes so many events and gives their numbers. */
export async function happen(
  journal: OpenJournal,
  count: number,
  type = 'BACKUP_COMPLETED',
): Promise<number[]> {
  const numbers: number[] = []
  for (let n = 0; n < count; n++) {
    const payload = {call: `c${n}`, tool: 'backup_create', outcome: 'ok', who: 'anna'}
    numbers.push((await journal.append(draft(type, payload))).sequence)
  }
  return numbers
}

export const never = () => new AbortController().signal
