import {join} from 'node:path'
import type {Job, Pruned, PruneOptions} from '../engine.ts'
import {Locked} from './age/identity.ts'
import {openComplete} from './choose.ts'
import {keepers, type Kept} from './keepers.ts'
import {list} from './list.ts'
import {asWritten} from './age/as-written.ts'
import {refusal} from '../refusal.ts'
import {alone, remove, stored, sweep, syncFolder} from './store.ts'
import {check} from './verify.ts'

/**
 * Removes the archives that nothing keeps, oldest first. One that would stay has every byte read before the first goes; where
 * none of those is good, none goes. One that is damaged is neither counted nor removed. One that is encrypted and cannot be opened
 * counts by its name, and is good where its bytes have the digest that is in it. A dry run reads as much, and says the same.
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
  if (going.length === 0) return about
  if (job.dryRun) return judged(job, about)
  return alone(join(job.dir, 'backup'), async () => {
    sweep(job.dir)
    const verdict = await judged(job, about)
    removeAll(job, verdict.removed)
    return verdict
  })
}

/** Without what would go, where nothing that would stay is good. */
async function judged(job: Job, about: Pruned): Promise<Pruned> {
  const unread: string[] = []
  if (await oneIsGood(job, about.kept, unread)) return {...about, unread}
  return {...about, removed: [], freedBytes: 0, refused: refusal(job)}
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
