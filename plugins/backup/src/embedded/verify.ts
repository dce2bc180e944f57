import type {Job, Named, Verified, VerifyOptions} from '../engine.ts'
import {Locked} from './age/identity.ts'
import type {Archive} from './archive.ts'
import {NoneWhole, openComplete, withArchive} from './choose.ts'
import {shownPath} from './entry.ts'
import {members} from './members.ts'
import {Meter} from './meter.ts'
import {reasonOf} from './reason.ts'
import {stored} from './store.ts'

/** Names of all archives together. */
const shown = 1000

/** Reads every byte of an archive, or of all, and compares it with the manifest. */
export async function verify(job: Job, {archive, all}: VerifyOptions): Promise<Verified> {
  const started = performance.now()
  const archives = all ? await everyOne(job) : await one(job, archive)
  return {archives, seconds: Math.round(performance.now() - started) / 1000}
}

/** A newer one that is damaged is what was found too, and where none is whole, all of them. */
async function one(job: Job, name: string | undefined): Promise<Checked[]> {
  try {
    return await withArchive(job, name, async (open, passedOver) => [
      ...passedOver.map(broken),
      await check(open, job),
    ])
  } catch (error) {
    if (error instanceof NoneWhole) return everyOne(job)
    throw error
  }
}

type Checked = Verified['archives'][number]

async function everyOne(job: Job): Promise<Checked[]> {
  const checked: Checked[] = []
  const room = () => shown - checked.reduce((sum, {damaged}) => sum + damaged.length, 0)
  for (const name of stored(job.dir).archives) {
    try {
      const archive = await openComplete(job, name)
      checked.push(await check(archive, job, room()).finally(archive.close))
    } catch (error) {
      job.signal.throwIfAborted()
      if (error instanceof Locked) throw new Error(`${name}: ${error.message}`, {cause: error})
      checked.push(broken({path: name, why: reasonOf(error)}))
    }
  }
  return checked
}

function broken(one: Named): Checked {
  return {archive: one.path, entries: 0, files: 0, bytes: 0, damagedCount: 1, damaged: [one]}
}

/** What is wrong with an archive that is open, and the first names, at most `most`. */
export async function check(archive: Archive, job: Job, most = shown): Promise<Checked> {
  const {trailer, name} = archive
  const meter = new Meter(trailer.bytes, job.progress)
  const damaged: Named[] = []
  let [entries, files, bytes, damagedCount] = [0, 0, 0, 0]
  const bad = (path: string, why: string) => {
    damagedCount += 1
    if (damaged.length < most) damaged.push({path, why})
  }
  try {
    for await (const {entry, content, wrong} of members(archive)) {
      await content((piece) => meter.step(piece.length))
      entries += 1
      if (entry.type === 'file') files += 1
      bytes += entry.size
      if (wrong() !== '') bad(shownPath(entry.path), wrong())
      job.signal.throwIfAborted()
    }
    if (entries !== trailer.entries || bytes !== trailer.bytes)
      bad(name, 'its end counts other entries than it has')
  } catch (error) {
    job.signal.throwIfAborted()
    bad(name, reasonOf(error))
  }
  return {archive: name, entries, files, bytes, damagedCount, damaged}
}
