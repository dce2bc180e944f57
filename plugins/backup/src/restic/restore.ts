import {
  closeSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  unlinkSync,
} from 'node:fs'
import type {ChildProcess} from 'node:child_process'
import {join} from 'node:path'
import {pathOf} from '../embedded/entry.ts'
import {inside, openPath, split} from '../embedded/folder.ts'
import {Meter, size} from '../embedded/meter.ts'
import {alone, syncAll, syncFolder} from '../embedded/store.ts'
import type {Job, Named, Restored, RestoreOptions} from '../engine.ts'
import {complaintIn} from './complaints.ts'
import {merge} from './merge.ts'
import {resticFor, type Restic} from './program.ts'
import {withoutSetIds} from './set-ids.ts'
import type {Settings} from './settings.ts'
import {chosen, hostOf, reading, snapshots, type Snapshot} from './snapshots.ts'
import {eachNode, patternOf, shownPath} from './tree.ts'

const shown = 1000

/** Puts a snapshot, or a part of it, into a new folder, which gets its name when all of it is there; or, where told to, into one that exists. */
export async function restore(settings: Settings, job: Job, options: RestoreOptions): Promise<Restored> {
  const started = performance.now()
  const restic = resticFor(settings, job)
  const snapshot = chosen(await snapshots(restic), options.archive, hostOf(settings))
  const target = targetOf(options, snapshot)
  const there = lstatSync(target, {throwIfNoEntry: false})
  if (there !== undefined && !(options.overwrite && there.isDirectory()))
    throw new Error(
      `${target} is there already; name another folder with --into, or put the files into it with --overwrite`,
    )
  const selection = await selected(restic, snapshot, options.only)
  if (!job.dryRun) checkSpace(options.below, selection.bytes)
  const about = {archive: snapshot.id, folder: target}
  const done = job.dryRun
    ? {...selection, failedCount: 0, failed: [], notKept: []}
    : await alone(join(options.below, 'restore'), () =>
        place(restic, {job, snapshot, options, target, selection, over: there !== undefined}),
      )
  return {...about, ...done, seconds: Math.round(performance.now() - started) / 1000}
}

function targetOf({below, into}: RestoreOptions, {id}: Snapshot): string {
  const name = into ?? `backup-${id}`
  if (!/^[^./][^/\p{Cc}]{0,199}$/u.test(name))
    throw new Error(`${JSON.stringify(name)} is no name for a folder`)
  return join(below, name)
}

/** Entries and bytes at or below the paths; all of it where there are none. */
async function selected(restic: Restic, snapshot: Snapshot, only: readonly string[]) {
  const paths = only.map(trimmed)
  const absent = new Set(paths)
  const counts = {entries: 0, bytes: 0}
  await eachNode(restic, snapshot, ({path, size}) => {
    const within = paths.filter((one) => path === one || path.startsWith(`${one}/`))
    if (paths.length > 0 && within.length === 0) return
    for (const one of within) absent.delete(one)
    counts.entries += 1
    counts.bytes += size
  })
  const [missing] = absent
  if (missing !== undefined) throw new Error(`${missing} is not in ${snapshot.id}`)
  return counts
}

function trimmed(path: string): string {
  return `/${path.replaceAll(/^\/+|\/+$/g, '')}`
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
/** What was chosen, or what of it is there now. */
type Selection = Pick<Restored, 'entries' | 'bytes'>
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

/** What is left of a selection without what failed of it. */
async function without(restic: Restic, snapshot: Snapshot, {entries, bytes}: Selection, failed: Named[]) {
  const paths = new Set(failed.map(({path}) => path))
  const there = {entries, bytes}
  if (paths.size === 0) return there
  await eachNode(restic, snapshot, ({path, size}) => {
    if (!paths.has(shownPath(path))) return
    there.entries -= 1
    there.bytes -= size
  })
  return there
}

type Unpack = Pick<Plan, 'job' | 'snapshot'> & {
  readonly bytes: number
  readonly only: readonly string[]
  readonly staging: string
}

export async function unpack(
  restic: Restic,
  {job, snapshot, only, staging, bytes}: Unpack,
): Promise<Named[]> {
  const failed = new Map<string, Named>()
  const begun = new Set<string>()
  let watched = {stop() {}}
  const complaint = (line: string) => {
    const one = complaintIn(line)
    if (one === undefined) return
    // What it says first is why; more follows from that.
    if (!failed.has(one.path)) failed.set(one.path, {path: one.path, why: one.why})
    begun.add(one.raw)
  }
  try {
    const {status, stderr} = await restic({
      words: [
        'restore',
        ...reading,
        `--target=${staging}`,
        ...only.map((path) => `--include=${patternOf(trimmed(path))}`),
        snapshot.whole,
      ],
      complaint,
      fine: [1],
      started: (child) => {
        watched = watchedWrites(child, new Meter(bytes, job.progress))
      },
    })
    if (status !== 0 && failed.size === 0) {
      const said = stderr.trim().split('\n').at(-1) ?? ''
      throw new Error(`restic: ${said.replace(/^Fatal: /, '')}`)
    }
  } finally {
    watched.stop()
  }
  // Not before it has ended: it writes a file from several places at once, and would make it anew.
  for (const path of begun) discard(staging, path)
  return [...failed.values()]
}

/** What restic has begun and could not go on with is no file that was saved. */
function discard(staging: string, path: string): void {
  const {parent, name} = split(`${pathOf(staging)}${pathOf(path)}`)
  let folder: number | undefined
  try {
    folder = openPath(parent)
    unlinkSync(inside(folder, name))
  } catch {
    // It is not there, or a folder.
  } finally {
    if (folder !== undefined) closeSync(folder)
  }
}

/** Not every version says how far it is; the kernel does. */
function watchedWrites({pid}: ChildProcess, meter: Meter): {stop(): void} {
  let before = 0
  const look = setInterval(() => {
    try {
      const [, written = '0'] = /^wchar: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8')) ?? []
      meter.step(Number(written) - before)
      before = Number(written)
    } catch {
      // It has ended, or is not ours to look at.
    }
  }, 500)
  return {stop: () => clearInterval(look)}
}
