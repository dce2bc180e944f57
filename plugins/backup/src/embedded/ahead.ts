import {statfsSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {Failure} from '../../../../src/plugin.ts'
import type {Job} from '../engine.ts'
import {Locked} from './age/identity.ts'
import {openArchive} from './archive.ts'
import {many} from './measure.ts'
import {size} from './meter.ts'
import {stored} from './store.ts'
import type {Tally} from './tally.ts'

/** A header, and about what the manifest says of one. */
const perEntry = 700
/** What is saved before anything is measured, where the disk has many times that free; and how long that may take. */
const early = {bytes: 64 * 1024 ** 2, free: 1024 ** 3, ms: 2000}

/**
 * Looks at all there is to save, and whether the disk has room for it, before much of it is written. A small backup is made before
 * that: to look at each of many small files first would take as long as half of saving them.
 */
export class Ahead {
  private bytes: number | undefined
  private readonly free: number
  private readonly started = performance.now()
  private readonly job: Job
  private readonly measure: () => Promise<Tally>
  private readonly ignoreSpace: boolean

  constructor(job: Job, measure: () => Promise<Tally>, ignoreSpace: boolean) {
    const {bavail, bsize} = statfsSync(job.dir)
    this.free = bavail * bsize
    this.job = job
    this.measure = measure
    this.ignoreSpace = ignoreSpace
  }

  /** Of all there is to save; undefined until that is known. */
  readonly total = (): number | undefined => this.bytes

  /** Call it before `more` bytes are saved. Undefined where there is nothing to wait for; rejects where the disk is too small. */
  before(saved: Tally, more: number): Promise<void> | undefined {
    if (this.bytes !== undefined) return undefined
    if (this.free >= early.free && spaceOf(saved) + more <= early.bytes && !this.late(saved)) return undefined
    return this.look()
  }

  /** Not looked at for each of many small files. */
  private late({entries}: Tally): boolean {
    return entries % many === 0 && performance.now() - this.started > early.ms
  }

  private async look(): Promise<void> {
    const found = await this.measure()
    if (!this.ignoreSpace) await checkSpace(this.job, this.free, spaceOf(found))
    this.bytes = found.bytes
  }
}

function spaceOf({bytes, entries}: Pick<Tally, 'bytes' | 'entries'>): number {
  return bytes + entries * perEntry
}

/** As much as the last archive took for so many bytes; where there is none, as if nothing could be packed. */
async function checkSpace(job: Job, free: number, wanted: number): Promise<void> {
  const needed = Math.ceil(await spaceFor(job, wanted))
  if (needed <= free) return
  throw new Failure(
    `the disk of ${job.dir} has ${size(free)} free and this backup needs about ${size(needed)}`,
    'free some: parrot backup prune; or begin anyway with --ignore-space',
  )
}

/** Of one that is encrypted for others only its size is known: what is saved is taken not to have grown by half since. */
async function spaceFor({dir, identity}: Job, wanted: number): Promise<number> {
  const [newest] = stored(dir).archives
  if (newest === undefined) return wanted
  try {
    const {bytes, close, trailer} = await openArchive(dir, newest, identity)
    close()
    return trailer.bytes === 0 ? wanted : wanted * Math.min(1, (bytes / spaceOf(trailer)) * 1.1)
  } catch (error) {
    return error instanceof Locked ? Math.min(wanted, statSync(join(dir, newest)).size * 1.5) : wanted
  }
}
