import {rmSync, writeFileSync, existsSync} from 'node:fs'
import {join} from 'node:path'
import {keepers, type Kept} from '../embedded/keepers.ts'
import {Meter} from '../embedded/meter.ts'
import {alone} from '../embedded/store.ts'
import type {Job, Pruned, PruneOptions} from '../engine.ts'
import {cacheOf} from './cache.ts'
import {clearDeadLock, markedRun} from './dead-lock.ts'
import {refusal} from '../refusal.ts'
import {resticFor, type Restic} from './program.ts'
import {dropRecord, recordOf} from './records.ts'
import type {Settings} from './settings.ts'
import {hostOf, listed, percentIn, reading, snapshots, tag, type Snapshot} from './snapshots.ts'

/**
 * Removes this machine's own snapshots that nothing keeps, and what belongs to no other. One that would stay has every byte read
 * before the first goes; where none of those is good, none goes. Those of others are neither counted nor removed. A dry run reads
 * as much, and says the same.
 */
export async function prune(settings: Settings, job: Job, options: PruneOptions): Promise<Pruned> {
  const restic = resticFor(settings, job)
  const all = await snapshots(restic)
  const names = await listed(restic, 'snapshots')
  const host = hostOf(settings)
  const own = all.filter((one) => one.host === host && one.tags.includes(tag))
  const dated = own.map(({id, time}) => ({archive: id, at: Date.parse(time)}))
  const kept = keepers(dated, options, job.now())
  const stays = new Set(kept.map(({archive}) => archive))
  const going = own.filter(({id}) => !stays.has(id)).toReversed()
  const damaged = names
    .filter((name) => !all.some(({whole}) => whole === name))
    .map((name) => name.slice(0, 8))
  const about = {kept, removed: going.map(({id}) => id), damaged, freedBytes: 0, refused: ''}
  const unfinished = join(settings.data, 'restic-prune')
  if (going.length === 0 && !existsSync(unfinished)) return about
  const staying = own.filter(({id}) => stays.has(id))
  const judged = async (): Promise<Pruned> =>
    (await oneIsGood(restic, settings, job, kept, staying))
      ? about
      : {...about, removed: [], refused: refusal(job)}
  if (job.dryRun) return wouldPrune(restic, going, await judged())
  return alone(join(job.dir, 'backup'), async () => {
    await clearDeadLock(settings, job, restic)
    const verdict = await judged()
    if (verdict.refused !== '') return verdict
    writeFileSync(unfinished, '')
    const cache = cacheOf(settings, job)
    if (going.length > 0)
      await markedRun(settings, job, restic, {words: ['forget', ...cache, ...going.map(({whole}) => whole)]})
    for (const {id} of going) dropRecord(settings, id)
    let freedBytes = 0
    const line = (text: string) => {
      percentIn(text, /packs|files/, job)
      freedBytes = freedIn(text) ?? freedBytes
    }
    await markedRun(settings, job, restic, {words: ['prune', ...cache], line})
    rmSync(unfinished, {force: true})
    return {...about, freedBytes}
  })
}

async function wouldPrune(restic: Restic, going: readonly Snapshot[], verdict: Pruned): Promise<Pruned> {
  if (verdict.removed.length === 0) return verdict
  return {...verdict, freedBytes: await wouldFree(restic, going)}
}

async function wouldFree(restic: Restic, going: readonly Snapshot[]): Promise<number> {
  let freed = 0
  const line = (text: string) => {
    freed = freedIn(text) ?? freed
  }
  await restic({
    words: ['forget', '--dry-run', '--prune', ...reading, ...going.map(({whole}) => whole)],
    line,
  })
  return freed
}

async function oneIsGood(
  restic: Restic,
  settings: Settings,
  job: Job,
  kept: readonly Kept[],
  own: readonly Snapshot[],
): Promise<boolean> {
  for (const {archive} of kept) {
    const snapshot = own.find(({id}) => id === archive)
    if (snapshot === undefined) continue
    const meter = new Meter(recordOf(settings, archive)?.bytes ?? 0, job.progress)
    const bytes = (piece: Buffer) => meter.step(piece.length)
    const {status} = await restic({words: ['dump', ...reading, snapshot.whole, '/'], bytes, fine: [1, 2]})
    if (status === 0) return true
    job.log('warn', `${archive} is damaged`)
  }
  return false
}

const units: Readonly<{[unit: string]: number}> = {
  B: 1,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
}

function freedIn(line: string): number | undefined {
  const [, number, unit = ''] = /^total prune:.*\/\s*([\d.]+) (\w+)/.exec(line) ?? []
  return number === undefined ? undefined : Math.round(Number(number) * (units[unit] ?? 1))
}
