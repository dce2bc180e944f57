import {statfsSync} from 'node:fs'
import {join} from 'node:path'
import {Meter, size} from '../embedded/meter.ts'
import {alone} from '../embedded/store.ts'
import type {Created, CreateOptions, Job, Named} from '../engine.ts'
import {complaintIn} from './complaints.ts'
import {clearDeadLock, markedRun} from './dead-lock.ts'
import {excludeWords} from './excludes.ts'
import {changedSince, lookAt, type Sources} from './found.ts'
import {makeRepository} from './new-repository.ts'
import {resticFor, type Restic} from './program.ts'
import {keepRecord, nameHost} from './records.ts'
import type {Settings} from './settings.ts'
import {hostOf, snapshots, tag, type Snapshot} from './snapshots.ts'
import {eachNode, shownPath} from './tree.ts'
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
  const words = [...excludes, ...found.leave.map((path) => `--exclude=${path}`)]
  if (words.reduce((sum, word) => sum + word.length, 0) > longestWords)
    throw new Error(
      'there are too many pipes, sockets and other things to leave out one by one; exclude their folders',
    )
  const about = {
    created: new Date(job.now()).toISOString(),
    sources: options.sources,
    entries: found.entries,
    notKept: ['holes of sparse files'],
  }
  const seconds = () => Math.round(performance.now() - started) / 1000
  if (found.open.length > 0 && found.entries === found.folders)
    throw new Error(
      [
        'there is nothing to save in the sources, and no snapshot was made',
        ...found.missing.slice(0, 3).map(({path, why}) => `${path}: ${why}`),
      ].join('; '),
    )
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

/** As if nothing that is new could be packed. Of a server it is not known. */
function checkSpace({url}: Settings, {dir}: Job, {fresh}: Sources): void {
  if (url !== undefined) return
  const {bavail, bsize} = statfsSync(dir)
  if (fresh <= bavail * bsize) return
  throw new Error(
    `the disk of ${dir} has ${size(bavail * bsize)} free and this backup needs up to ${size(fresh)}; free some with "backup prune", or begin anyway with --ignore-space`,
  )
}

type Plan = {
  readonly settings: Settings
  readonly job: Job
  readonly options: CreateOptions
  readonly found: Sources
  readonly words: readonly string[]
  readonly parent: Snapshot | undefined
}
type Saved = {
  readonly id: string
  readonly files: number
  readonly bytes: number
  readonly added: number
  readonly missing: readonly Named[]
}

async function save(restic: Restic, {settings, job, options, found, words, parent}: Plan): Promise<Saved> {
  const missing = new Map<string, Named>()
  const unsure = new Set<string>()
  const meter = new Meter(found.bytes, job.progress)
  let [told, summary] = [0, undefined as Record<string, unknown> | undefined]
  const line = (text: string) => {
    const said = messageIn(text)
    if (said['message_type'] === 'summary') summary = said
    const done = Number(said['bytes_done'] ?? 0)
    if (said['message_type'] !== 'status' || done <= told) return
    meter.step(done - told)
    told = done
  }
  const complaint = (text: string) => {
    const one = complaintIn(text)
    if (one === undefined || missing.has(one.path)) return
    missing.set(one.path, {path: one.path, why: one.why})
    if (one.unsure === true) unsure.add(one.path)
  }
  await markedRun(settings, job, restic, {
    words: [
      'backup',
      '--json',
      `--host=${nameHost(settings)}`,
      `--tag=${tag}`,
      ...cacheOf(settings, job),
      ...(parent === undefined ? ['--force'] : [`--parent=${parent.whole}`]),
      ...(options.oneFileSystem ? ['--one-file-system'] : []),
      ...(options.level > 9 ? ['--compression=max'] : []),
      ...words,
      '--',
      ...found.open,
    ],
    line,
    complaint,
    fine: [3],
  })
  if (summary === undefined) throw new Error('restic did not say what it saved')
  const {
    snapshot_id: id,
    total_files_processed: files,
    total_bytes_processed: bytes,
    data_added: added,
  } = summary
  // Restic of some versions complains without a reason of what it then saves anew.
  if (unsure.size > 0)
    await eachNode(restic, {whole: String(id)}, ({path}) => {
      if (unsure.has(shownPath(path))) missing.delete(shownPath(path))
    })
  return {
    id: String(id).slice(0, 8),
    files: Number(files),
    bytes: Number(bytes),
    added: Number(added),
    missing: [...missing.values()],
  }
}

/** What comes from a server is kept beside, so that it need not come again. */
export function cacheOf({url}: Settings, {dir}: Job): readonly string[] {
  return url === undefined ? ['--no-cache'] : ['--cache-dir', join(dir, 'cache')]
}

function messageIn(line: string): Record<string, unknown> {
  try {
    // Some versions wipe the line of a terminal first, also where there is none.
    return JSON.parse(line.replace(/^[^{]*/, '')) as Record<string, unknown>
  } catch {
    return {}
  }
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
