import {setTimeout as delay} from 'node:timers/promises'
import {isDeepStrictEqual} from 'node:util'
import type {EventDraft} from '../events/journal.ts'
import type {LoadedWorld} from './load-world.ts'
import {refusal, reloading} from './reload-events.ts'
import {changes, needRestart} from './world-changes.ts'
import {onlyParts, parts} from './world-parts.ts'
import type {ReloadCounts, Reloaded, Worlds} from './worlds.ts'

/** Where reloads leave what they did: `record` of every one, `took` after a configuration that is another. */
export type Leaves = {
  readonly record: (event: EventDraft) => Promise<unknown>
  readonly took: () => Promise<void>
}

/** An editor has put its file in place by then. Milliseconds. */
const settleMs = 100

/**
 * The world of a process that lives on. A good one replaces it whole, and calls in flight keep theirs; one with a problem is refused,
 * told in the log once, and the old one holds on. Only a world that had a problem from the start is replaced by any.
 */
export function worldsFrom(
  first: LoadedWorld,
  load: () => Promise<LoadedWorld>,
  {record, took}: Leaves,
): Worlds {
  let world = first
  let refused = first.problems
  let counts: ReloadCounts = {taken: 0, refused: 0, takenAt: null}
  const refuse = async (next: LoadedWorld): Promise<Reloaded> => {
    const {problems} = next
    const known = isDeepStrictEqual(problems, refused)
    refused = problems
    if (world.problems.length > 0) world = next
    if (!known) {
      counts = {...counts, refused: counts.refused + 1}
      await record(refusal(problems))
    }
    return {effect: 'refused', problems}
  }
  const take = async (next: LoadedWorld): Promise<Reloaded> => {
    const {problems} = next
    if (problems.length > 0) return refuse(next)
    const mended = refused.length > 0
    refused = []
    const changed = changes(world, next)
    const restart = needRestart(changed)
    const configured = !isDeepStrictEqual(world.config, next.config)
    world = next
    if (changed.length > 0 || mended) {
      counts = {...counts, taken: counts.taken + 1, takenAt: new Date().toISOString()}
      await record(reloading(changed, restart))
    }
    if (configured) await took()
    return changed.length > 0 ? {effect: 'reloaded', changed, restart} : {effect: 'unchanged'}
  }
  const follow = async (): Promise<Reloaded> => {
    const next = watched(world, await load())
    if (!differ(world, next)) return take(next)
    await delay(settleMs)
    const again = watched(world, await load())
    return differ(next, again) ? {effect: 'unchanged'} : take(again)
  }
  const alone = oneAtATime()
  return {
    now: () => world,
    refused: () => refused,
    counts: () => counts,
    reload: async (only = parts) => alone(async () => take(onlyParts(world, await load(), only))),
    follow: async () => alone(follow),
  }
}

const differ = (one: LoadedWorld, other: LoadedWorld) =>
  changes(one, other).length > 0 || !isDeepStrictEqual(one.problems, other.problems)

function watched(old: LoadedWorld, next: LoadedWorld): LoadedWorld {
  return old.config.reload.watch ? next : onlyParts(old, next, ['rbac', 'plugins'])
}

function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work)
    last = next.catch(() => {})
    return next
  }
}
