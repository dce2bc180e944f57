import {join} from 'node:path'
import type {Job, Pruned, PruneOptions} from '../engine.ts'
import {Locked} from './age/identity.ts'
import {openComplete} from './choose.ts'
import {keepers, type Kept} from './keepers.ts'
import {list} from './list.ts'
import {asWritten} from './age/as-written.ts'
import {alone, remove, stored, sweep, syncFolder} from './store.ts'
import {check} from './verify.ts'

/**
 * Removes the archives that nothing keeps, oldest first. One that would stay has every byte read before the first goes; where
 * none of those is good, none goes. One that is damaged is neither counted nor removed. One that is encrypted and cannot be opened
 * counts by its name, and is good where its bytes have the digest that is in it.
 */
export async function prune(job: Job, options: PruneOptions): Promise<Pruned> {
  const {archives} = await list(job)
  const complete = archives.flatMap(({archive, state, created}) =>
    state !== 'damaged' && created !== null ? [{archive, at: Date.parse(created)}] : [],
  )
  const kept = keepers(complete, options, job.now())
  const names = new Set(kept.map(({archive}) => archive))
  const going = archives.filter(({archive, state}) => state !== 'damaged' && !names.has(archive)).toReversed()
  const about = {
    kept,
    removed: going.map(({archive}) => archive),
    damaged: archives.filter(({state}) => state === 'damaged').map(({archive}) => archive),
    freedBytes: going.reduce((sum, {archiveBytes}) => sum + archiveBytes, 0),
    refused: '',
  }
  if (job.dryRun || going.length === 0) return about
  return alone(join(job.dir, 'backup'), async () => {
    sweep(job.dir)
    const unread: string[] = []
    if (!(await oneIsGood(job, kept, unread))) {
      const refused = 'none of the archives that would stay is good; nothing was removed'
      return {...about, removed: [], freedBytes: 0, refused}
    }
    removeAll(job, about.removed)
    return {...about, unread}
  })
}

async function oneIsGood(job: Job, kept: readonly Kept[], unread: string[]): Promise<boolean> {
  for (const {archive: name} of kept) {
    const good = await isGood(job, name, unread).catch(() => undefined)
    if (good === true) return true
    job.signal.throwIfAborted()
    if (good === false) job.log('warn', `${name} is damaged`)
  }
  return false
}

async function isGood(job: Job, name: string, unread: string[]): Promise<boolean> {
  try {
    const archive = await openComplete(job, name)
    return (await check(archive, job).finally(archive.close)).damagedCount === 0
  } catch (error) {
    if (!(error instanceof Locked)) throw error
    unread.push(name)
    return asWritten(job, name)
  }
}

/** One that was there when it was looked for, and no other. */
function removeAll(job: Job, names: readonly string[]): void {
  const there = new Set(stored(job.dir).archives)
  for (const name of names) {
    job.signal.throwIfAborted()
    if (there.has(name)) remove(join(job.dir, name))
  }
  syncFolder(job.dir)
}
