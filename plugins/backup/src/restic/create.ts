import {statfsSync} from 'node:fs'
import {join} from 'node:path'
import {Failure} from '../../../../src/plugin.ts'
import {size} from '../embedded/meter.ts'
import {alone} from '../embedded/store.ts'
import type {Created, CreateOptions, Job, Named} from '../engine.ts'
import {clearDeadLock} from './dead-lock.ts'
import {excludeWords} from './excludes.ts'
import {changedSince, lookAt, type Sources} from './found.ts'
import {makeRepository} from './new-repository.ts'
import {resticFor} from './program.ts'
import {keepRecord} from './records.ts'
import {save} from './save.ts'
import type {Settings} from './settings.ts'
import {hostOf, snapshots, type Snapshot} from './snapshots.ts'
import {NoRepository} from './wrong.ts'

const shown = 100
/** All words together may take two megabytes. */
const longestWords = 1024 ** 2

/** Saves the sources into one new snapshot. */
export async function create(settings: Settings, job: Job, options: CreateOptions): Promise<Created> {
  const started = performance.now()
  const restic = resticFor(settings, job)
  const excludes = excludeWords(options.excludes)
  const there = await snapshots(restic).catch((error: unknown) => {
    if (error instanceof NoRepository && options.init === true) return undefined
    throw error
  })
  const parent = parentOf(there ?? [], settings, options)
  const found = await lookAt(job, options, parent === undefined ? 0 : Date.parse(parent.time))
  const words = wordsFor(excludes, found)
  const about = {
    created: new Date(job.now()).toISOString(),
    sources: options.sources,
    entries: found.entries,
    notKept: ['holes of sparse files'],
  }
  const seconds = () => Math.round(performance.now() - started) / 1000
  refuseNothing(found)
  if (job.dryRun) return {...about, ...counted(found, found.missing, []), seconds: seconds()}
  if (found.open.length === 0)
    throw new Error(
      `none of the sources can be read: ${found.missing.map(({path, why}) => `${path}: ${why}`).join('; ')}`,
    )
  return alone(join(job.dir, 'backup'), async () => {
    await clearDeadLock(settings, job, restic)
    if (there === undefined) await makeRepository(restic, settings, job)
    if (!options.ignoreSpace) checkSpace(settings, job, found)
    const began = Date.now()
    const run = {settings, job, options, found, words, parent}
    const saved = await save(restic, run)
    const changed = await changedSince(job, options, began)
    const missing = merged(found.missing, saved.missing)
    const counts = {...counted(found, missing, changed), files: saved.files, bytes: saved.bytes}
    keepRecord(settings, saved.id, {
      entries: found.entries,
      files: saved.files,
      bytes: saved.bytes,
      added: saved.added,
      missing: missing.length,
      changed: changed.length,
    })
    return {...about, ...counts, archive: saved.id, archiveBytes: saved.added, seconds: seconds()}
  })
}

/** Restic would look for it among snapshots of which one may be damaged, and then do nothing at all. */
function parentOf(
  all: readonly Snapshot[],
  settings: Settings,
  {sources}: CreateOptions,
): Snapshot | undefined {
  const host = hostOf(settings)
  const same = sources.toSorted().join('\0')
  return all.find((one) => one.host === host && one.paths.toSorted().join('\0') === same)
}

function wordsFor(excludes: readonly string[], {leave}: Sources): readonly string[] {
  const words = [...excludes, ...leave.map((path) => `--exclude=${path}`)]
  if (words.reduce((sum, word) => sum + word.length, 0) > longestWords)
    throw new Error(
      'there are too many pipes, sockets and other things to leave out one by one; exclude their folders',
    )
  return words
}

function refuseNothing({open, entries, folders, missing}: Sources): void {
  if (open.length === 0 || entries !== folders) return
  const why = missing.slice(0, 3).map(({path, why}) => `${path}: ${why}`)
  throw new Error(['there is nothing to save in the sources, and no snapshot was made', ...why].join('; '))
}

function counted(found: Sources, missing: readonly Named[], changed: readonly Named[]) {
  return {
    files: found.files,
    bytes: found.bytes,
    missingCount: missing.length,
    changedCount: changed.length,
    skippedCount: found.skipped.length,
    missing: missing.slice(0, shown),
    changed: changed.slice(0, shown),
    skipped: found.skipped.slice(0, shown),
  }
}

/** As if nothing that is new could be packed. Of a server it is not known. */
function checkSpace({url}: Settings, {dir}: Job, {fresh}: Sources): void {
  if (url !== undefined) return
  const {bavail, bsize} = statfsSync(dir)
  if (fresh <= bavail * bsize) return
  throw new Failure(
    `the disk of ${dir} has ${size(bavail * bsize)} free and this backup needs up to ${size(fresh)}`,
    'free some: parrot backup prune; or begin anyway with --ignore-space',
  )
}

function merged(...lists: readonly (readonly Named[])[]): readonly Named[] {
  return [
    ...new Map(
      lists
        .flat()
        .toReversed()
        .map((one) => [one.path, one]),
    ).values(),
  ].toReversed()
}
