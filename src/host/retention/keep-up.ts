import {setTimeout as delay} from 'node:timers/promises'
import type {Paths} from '../../config/paths.ts'
import type {OpenJournal} from '../../events/journal.ts'
import type {Delivery} from '../delivery.ts'
import type {World} from '../world.ts'
import {keepBy, retain} from './retain.ts'

export type KeepingUp = {
  readonly paths: Paths
  readonly world: () => World
  readonly journal: () => Promise<OpenJournal>
  readonly delivery: () => Promise<Delivery>
  readonly now: () => number
}

/** Not at once: whoever starts a server wants it to answer first. Then once an hour. Milliseconds. */
const [firstMs, everyMs] = [60_000, 3_600_000]

/** What a process does that lives on: keeps the journal as the configuration says, until the signal. Never rejects. */
export async function keepUp(deps: KeepingUp, signal: AbortSignal): Promise<void> {
  for (let pause = firstMs; ; pause = everyMs) {
    await delay(pause, undefined, {signal, ref: false}).catch(() => {})
    if (signal.aborted) return
    await keepOnce(deps, signal).catch(() => {})
  }
}

/** Once. Rejects where the journal cannot be cut; then all is there as before. */
export async function keepOnce(
  {paths, world, journal, delivery, now}: KeepingUp,
  signal: AbortSignal,
): Promise<void> {
  const {config, problems} = world()
  const keep = keepBy(config.audit, now())
  // A broken file says nothing of what it would say whole.
  if (keep === undefined || problems.length > 0) return
  const needed = async () => (await (await delivery()).needed())?.position ?? Number.MAX_SAFE_INTEGER
  const open = await journal()
  await retain({journal: open, paths, audit: config.audit, by: 'audit.retention', signal, needed}, keep)
}
