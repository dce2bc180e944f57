import {closeSync, lstatSync, mkdirSync, renameSync, rmSync, statfsSync} from 'node:fs'
import {join} from 'node:path'
import {Failure} from '../../../../src/plugin.ts'
import type {Job, Named, Restored, RestoreOptions} from '../engine.ts'
import {Beforehand, type Coming} from '../beforehand.ts'
import {inTheWay} from '../in-the-way.ts'
import type {Archive} from './archive.ts'
import {withArchive} from './choose.ts'
import {pathOf, shownPath, type Entry} from './entry.ts'
import {openPath} from './folder.ts'
import {items} from './items.ts'
import {members} from './members.ts'
import {Meter, size} from './meter.ts'
import {Placer} from './placer.ts'
import {endsAll, reasonOf} from './reason.ts'
import {chosen, type Chosen} from './selection.ts'
import {attributes} from './xattr.ts'
import {alone, bareName, syncAll, syncFolder} from './store.ts'

const shown = 1000

/** Puts an archive, or a part of it, into a new folder, which gets its name when all of it is there; or, where told to, into one that exists. */
export async function restore(job: Job, options: RestoreOptions): Promise<Restored> {
  const started = performance.now()
  return withArchive(job, options.archive, async (archive, damaged) => {
    const into = options.into ?? bareName(archive.name)
    if (!/^[^./][^/\p{Cc}]{0,199}$/u.test(into))
      throw new Error(`${JSON.stringify(into)} is no name for a folder`)
    const target = join(options.below, into)
    const there = lstatSync(target, {throwIfNoEntry: false})
    if (there !== undefined && !(options.overwrite && there.isDirectory()))
      throw new Failure(
        `${target} is there already`,
        'name another folder with --into, or put the files into it with --overwrite',
      )
    const selection = await chosen(archive, options.only)
    if (!job.dryRun) checkSpace(options.below, selection)
    const about = {archive: archive.name, folder: target}
    const done = job.dryRun
      ? {...(await planned(archive, selection, there && target)), failedCount: 0, failed: [], notKept: []}
      : await alone(join(options.below, 'restore'), () =>
          place(job, archive, selection, target, there !== undefined),
        )
    return {...about, ...done, damaged, seconds: Math.round(performance.now() - started) / 1000}
  })
}

/** What would be restored, and what is there already where the folder exists. */
async function planned(archive: Archive, selection: Chosen, over: string | undefined) {
  const {entries, bytes} = selection
  if (over === undefined) return {entries, bytes}
  const before = new Beforehand(over)
  for await (const item of items(archive))
    for (const entry of 'note' in item ? [] : selection.as(item)) before.see(comingOf(entry))
  return {entries, bytes, there: before.there()}
}

/** Another name of a file is compared by its time alone: how large that is stands there. */
function comingOf({path, type, size, mtime, link}: Entry): Coming {
  const about = {path, type: type === 'hard' ? 'file' : type, mtime} as const
  return {...about, ...(type === 'file' && {size}), ...(type === 'link' && {link})}
}

/** `entries` and `bytes`: of what was chosen and is there now. */
type Done = Pick<Restored, 'entries' | 'bytes' | 'failedCount' | 'failed' | 'notKept'>

function checkSpace(below: string, {needed}: Chosen): void {
  const {bavail, bsize} = statfsSync(below)
  if (needed > bavail * bsize)
    throw new Error(`the disk of ${below} has ${size(bavail * bsize)} free, and this needs ${size(needed)}`)
}

async function place(
  job: Job,
  archive: Archive,
  selection: Chosen,
  target: string,
  over: boolean,
): Promise<Done> {
  const below = join(target, '..')
  if (over)
    return placeAll(job, archive, selection, new Placer(openPath(pathOf(target)), true, await attributes()))
  const staging = join(below, `.${target.slice(below.length).replace(/^\//, '')}.partial`)
  rmSync(staging, {recursive: true, force: true})
  mkdirSync(staging, {mode: 0o700})
  try {
    const done = await placeAll(
      job,
      archive,
      selection,
      new Placer(openPath(pathOf(staging)), false, await attributes()),
    )
    syncAll(staging)
    if (lstatSync(target, {throwIfNoEntry: false})) throw new Error(`somebody made ${target} meanwhile`)
    renameSync(staging, target)
    syncFolder(below)
    return done
  } catch (error) {
    rmSync(staging, {recursive: true, force: true})
    throw error
  }
}

async function placeAll(job: Job, archive: Archive, selection: Chosen, placer: Placer): Promise<Done> {
  const meter = new Meter(archive.trailer.bytes, job.progress)
  const failed: Named[] = []
  let {entries, bytes} = selection
  let failedCount = 0
  const tell = (path: string, why: string) => {
    failedCount += 1
    if (failed.length < shown) failed.push({path: shownPath(path), why})
  }
  try {
    for await (const member of members(archive)) {
      job.signal.throwIfAborted()
      for (const entry of selection.as(member.entry)) {
        try {
          await placer.place(entry, member)
        } catch (error) {
          if (endsAll(error)) throw error
          tell(entry.path, (placer.over && inTheWay(error)) || reasonOf(error))
          if (!selection.counts(entry)) continue
          entries -= 1
          bytes -= entry.size
        }
      }
      meter.step(member.entry.size)
    }
    placer.finish(tell)
    return {entries, bytes, failedCount, failed, notKept: placer.notKept()}
  } finally {
    placer.close()
    closeSync(placer.root)
  }
}
