import {setTimeout as delay} from 'node:timers/promises'
import {isDeepStrictEqual} from 'node:util'
import type {EventDraft} from '../events/journal.ts'
import type {Problem} from '../text/problem.ts'
import type {LoadedWorld} from './load-world.ts'
import {changes, needRestart} from './world-changes.ts'

/** What a look at the files brought. After `refused` all is as it was. */
export type Reloaded =
  | {readonly effect: 'unchanged'}
  | {
      readonly effect: 'reloaded'
      /** As `limits.pids`, `role operator`, `user bob`, `plugin backup`. */
      readonly changed: readonly string[]
      /** Those of them that this process takes only when it starts again. */
      readonly restart: readonly string[]
    }
  | {readonly effect: 'refused'; readonly problems: readonly Problem[]}

/** Parts of the world that can be taken by themselves. */
export const parts = ['config', 'logging', 'rbac', 'plugins'] as const
export type Part = (typeof parts)[number]

export type Worlds = {
  readonly now: () => LoadedWorld
  /** Why the files were not taken when they were last looked at; empty where they were. */
  readonly refused: () => readonly Problem[]
  readonly counts: () => ReloadCounts
  /** Takes what the files say now, at once. */
  readonly reload: (only?: readonly Part[]) => Promise<Reloaded>
  /**
   * The same for who was not asked to: only once the files have stood still for a moment, so that one half written is nobody's, and without
   * the configuration where it is not to be watched.
   */
  readonly follow: () => Promise<Reloaded>
}

/** How often other files were taken so far, and how often they were not, each as often as it is on record. */
export type ReloadCounts = {
  readonly taken: number
  readonly refused: number
  /** When they were last taken; ISO, UTC. */
  readonly takenAt: string | null
}

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

/** A broken world cannot be taken in parts. */
function onlyParts(old: LoadedWorld, next: LoadedWorld, only: readonly Part[]): LoadedWorld {
  if (next.problems.length > 0 || old.problems.length > 0) return next
  return {
    ...next,
    ...(!only.includes('config') && {config: logging(old, next, only), warnings: old.warnings}),
    ...(!only.includes('rbac') && {policy: old.policy}),
    ...(!only.includes('plugins') && {catalog: old.catalog}),
  }
}

/** What is logged is a section of the configuration that can be taken alone. */
function logging(old: LoadedWorld, next: LoadedWorld, only: readonly Part[]): LoadedWorld['config'] {
  return only.includes('logging') ? {...old.config, log: next.config.log} : old.config
}

function reloading(changed: readonly string[], restart: readonly string[]): EventDraft {
  const payload = {changes: changed.length, changed: changed.slice(0, 100), restart}
  return {event_type: 'CONFIG_RELOADED', payload, source: 'reload', correlation_id: newId()}
}

function refusal(problems: readonly Problem[]): EventDraft {
  const payload = {problems: problems.slice(0, 20).map(({code, params}) => ({code, ...params}))}
  return {event_type: 'CONFIG_REFUSED', payload, source: 'reload', correlation_id: newId()}
}

const newId = () => process.getBuiltinModule('node:crypto').randomUUID()

function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work)
    last = next.catch(() => {})
    return next
  }
}
