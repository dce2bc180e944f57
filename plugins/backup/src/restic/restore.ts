import {lstatSync, mkdirSync, renameSync, rmSync, statfsSync} from 'node:fs'
import {join} from 'node:path'
import {Failure} from '../../../../src/plugin.ts'
import {size} from '../embedded/meter.ts'
import {alone, syncAll, syncFolder} from '../embedded/store.ts'
import type {Job, Restored, RestoreOptions} from '../engine.ts'
import {pathOf} from '../embedded/entry.ts'
import {Beforehand} from '../beforehand.ts'
import {merge} from './merge.ts'
import {resticFor, type Restic} from './program.ts'
import {selected, trimmed, without, type Selection} from './selection.ts'
import {withoutSetIds} from './set-ids.ts'
import type {Settings} from './settings.ts'
import {chosen, hostOf, snapshots, type Snapshot} from './snapshots.ts'
import {eachNode} from './tree.ts'
import {unpack} from './unpack.ts'

const shown = 1000

/** Puts a snapshot, or a part of it, into a new folder, which gets its name when all of it is there; or, where told to, into one that exists. */
export async function restore(settings: Settings, job: Job, options: RestoreOptions): Promise<Restored> {
  const started = performance.now()
  const restic = resticFor(settings, job)
  const snapshot = chosen(await snapshots(restic), options.archive, hostOf(settings))
  const target = targetOf(options, snapshot)
  const there = lstatSync(target, {throwIfNoEntry: false})
  if (there !== undefined && !(options.overwrite && there.isDirectory()))
    throw new Failure(
      `${target} is there already`,
      'name another folder with --into, or put the files into it with --overwrite',
    )
  const selection = await selected(restic, snapshot, options.only)
  if (!job.dryRun) checkSpace(options.below, selection.bytes)
  const about = {archive: snapshot.id, folder: target}
  const done = job.dryRun
    ? {
        ...selection,
        ...(there && (await planned(restic, snapshot, options.only, target))),
        failedCount: 0,
        failed: [],
        notKept: [],
      }
    : await alone(join(options.below, 'restore'), () =>
        place(restic, {job, snapshot, options, target, selection, over: there !== undefined}),
      )
  return {...about, ...done, damaged: [], seconds: Math.round(performance.now() - started) / 1000}
}

const types: Readonly<Record<string, 'folder' | 'link'>> = {dir: 'folder', symlink: 'link'}

/** What is there already. Where a link leads restic does not say. */
async function planned(restic: Restic, snapshot: Snapshot, only: readonly string[], target: string) {
  const before = new Beforehand(target)
  const paths = only.map(trimmed)
  await eachNode(restic, snapshot, ({path, type, size, mtime}) => {
    const within = paths.length === 0 || paths.some((one) => path === one || path.startsWith(`${one}/`))
    if (!within) return
    const about = {path: pathOf(path.slice(1)), mtime: Date.parse(mtime) / 1000}
    before.see({...about, type: types[type] ?? 'file', ...(type === 'file' && {size})})
  })
  return {there: before.there()}
}

function targetOf({below, into}: RestoreOptions, {id}: Snapshot): string {
  const name = into ?? `backup-${id}`
  if (!/^[^./][^/\p{Cc}]{0,199}$/u.test(name))
    throw new Error(`${JSON.stringify(name)} is no name for a folder`)
  return join(below, name)
}

function checkSpace(below: string, needed: number): void {
  const {bavail, bsize} = statfsSync(below)
  if (needed > bavail * bsize)
    throw new Error(`the disk of ${below} has ${size(bavail * bsize)} free, and this needs ${size(needed)}`)
}

type Plan = {
  readonly job: Job
  readonly snapshot: Snapshot
  readonly options: RestoreOptions
  readonly target: string
  readonly selection: Selection
  readonly over: boolean
}
type Done = Selection & Pick<Restored, 'failedCount' | 'failed' | 'notKept'>

/** Restic writes into files in place: it gets a folder of its own, and what is whole is moved from there. */
async function place(restic: Restic, {job, snapshot, options, target, selection, over}: Plan): Promise<Done> {
  const {below, only} = options
  const staging = join(below, `.${target.slice(below.length).replace(/^\//, '')}.partial`)
  rmSync(staging, {recursive: true, force: true})
  mkdirSync(staging, {mode: 0o700})
  try {
    const failed = await unpack(restic, {job, snapshot, only, staging, bytes: selection.bytes})
    const setIds = withoutSetIds(staging)
    syncAll(staging)
    job.signal.throwIfAborted()
    if (over) failed.push(...merge(staging, target))
    else if (lstatSync(target, {throwIfNoEntry: false})) throw new Error(`somebody made ${target} meanwhile`)
    else renameSync(staging, target)
    syncFolder(below)
    const owners = process.getuid?.() === 0 ? [] : ['owners and groups']
    const notKept = [...owners, ...(setIds ? ['set-user-id and set-group-id bits'] : [])]
    const there = await without(restic, snapshot, selection, failed)
    return {...there, failedCount: failed.length, failed: failed.slice(0, shown), notKept}
  } finally {
    rmSync(staging, {recursive: true, force: true})
  }
}
