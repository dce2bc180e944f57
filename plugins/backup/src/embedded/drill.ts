import {randomInt} from 'node:crypto'
import {join} from 'node:path'
import type {Drilled, DrillOptions, Job, Named} from '../engine.ts'
import type {Archive} from './archive.ts'
import {NoneWhole, withArchive} from './choose.ts'
import {shownPath, type Entry} from './entry.ts'
import {items} from './items.ts'
import {Meter} from './meter.ts'
import {endsAll, reasonOf} from './reason.ts'
import {restored, sweepScratch, type Place} from './sample.ts'
import {sourceOf} from './source.ts'
import {alone} from './store.ts'
import {headerOf, padding} from './tar-header.ts'

/** Restores a random sample of files, and compares each with the manifest and, where that has not changed, with its source. */
export async function drill(job: Job, options: DrillOptions): Promise<Drilled> {
  try {
    return await drilled(job, options)
  } catch (error) {
    if (!(error instanceof NoneWhole)) throw error
    const {archive, damaged} = error
    return {archive, sampled: 0, bytes: 0, ...nothing, differentCount: 0, damaged, seconds: 0}
  }
}

async function drilled(job: Job, options: DrillOptions): Promise<Drilled> {
  const started = performance.now()
  return withArchive(job, options.archive, async (open, damaged) => {
    const picked = await pick(open, options.sample)
    const sampled = {sampled: picked.length, bytes: picked.reduce((sum, {entry}) => sum + entry.size, 0)}
    const compared = job.dryRun ? nothing : await compare(job, open, picked, options.scratch)
    const seconds = Math.round(performance.now() - started) / 1000
    const differentCount = compared.different.length
    return {archive: open.name, ...sampled, ...compared, differentCount, damaged, seconds}
  })
}

type Compared = Pick<Drilled, 'sameAsSource' | 'changedSince' | 'different'>
const nothing: Compared = {sameAsSource: 0, changedSince: 0, different: []}

async function compare(
  job: Job,
  archive: Archive,
  picked: readonly Place[],
  scratch: string,
): Promise<Compared> {
  return alone(join(scratch, 'drill'), async () => {
    sweepScratch(scratch)
    const meter = new Meter(
      picked.reduce((sum, {entry}) => sum + entry.size, 0),
      job.progress,
    )
    const counts = {sameAsSource: 0, changedSince: 0}
    const different: Named[] = []
    for (const place of picked) {
      job.signal.throwIfAborted()
      const why = await differs(archive, place, scratch, counts)
      if (why !== '') different.push({path: shownPath(place.entry.path), why})
      meter.step(place.entry.size)
    }
    return {...counts, different}
  })
}

/** Each file is as likely as every other (reservoir sampling). In the order of the archive. */
async function pick(archive: Archive, sample: number): Promise<readonly Place[]> {
  const picked: Place[] = []
  let [seen, offset] = [0, 0]
  for await (const item of items(archive)) {
    if ('note' in item) continue
    offset += headerOf(item).length
    const place = {entry: item, offset}
    offset += item.size + padding(item.size).length
    if (item.type !== 'file') continue
    seen += 1
    if (picked.length < sample) picked.push(place)
    else {
      const at = randomInt(seen)
      if (at < sample) picked[at] = place
    }
  }
  return picked.sort((a, b) => a.offset - b.offset)
}

type Counts = {sameAsSource: number; changedSince: number}

async function differs(archive: Archive, place: Place, scratch: string, counts: Counts): Promise<string> {
  const {entry} = place
  try {
    if ((await restored(archive, place, scratch)) !== entry.sha256)
      return 'what was restored has other bytes than were saved'
  } catch (error) {
    // That there is no room says nothing of the archive.
    if (endsAll(error)) throw error
    return `it could not be restored: ${reasonOf(error)}`
  }
  const source = await sourceOf(entry)
  if (source === 'changed' || entryChanged(entry)) counts.changedSince += 1
  else if (source === entry.sha256) counts.sameAsSource += 1
  else return 'its source has other bytes, and the same size and time as when it was saved'
  return ''
}

/** It was written to while it was saved, so that its source was never as it is in the archive. */
function entryChanged({changed}: Entry): boolean {
  return changed === true
}
