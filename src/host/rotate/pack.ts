import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  futimesSync,
  fsync,
  lstatSync,
  openSync,
  renameSync,
  unlinkSync,
  type BigIntStats,
} from 'node:fs'
import {randomUUID} from 'node:crypto'
import {promisify} from 'node:util'
import {problem, type Problem} from '../../text/problem.ts'
import type {HeldFolder} from '../held-folder.ts'
import {compressTo, type Compression} from './compress.ts'
import {bytesOf} from './look.ts'
import {openLike} from './successor.ts'

export type Kind = {
  readonly compress: Compression
  /** What the name of the unfinished file begins with. */
  readonly unfinished: string
  readonly signal: AbortSignal
}

/**
 * Writes `name`, durable and compressed, with its owner, mode and times, as `to`; `name` is still there. A problem where it is
 * not a file of one name, or was written to meanwhile; what fails is thrown, and nothing stays.
 */
export async function pack(
  held: HeldFolder,
  name: string,
  to: string,
  kind: Kind,
): Promise<Problem | undefined> {
  const {O_RDONLY, O_NOFOLLOW, O_NONBLOCK} = constants
  const from = openSync(held.at(bytesOf(name)), O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    const before = fstatSync(from, {bigint: true})
    if (!before.isFile()) return problem('log_not_file')
    if (before.nlink !== 1n) return problem('log_hard_links')
    return await packed({held, name, to, from, before, kind})
  } finally {
    closeSync(from)
  }
}

type Job = {
  readonly held: HeldFolder
  readonly name: string
  readonly to: string
  readonly from: number
  readonly before: BigIntStats
  readonly kind: Kind
}

async function packed(job: Job): Promise<Problem | undefined> {
  const {held, to} = job
  const temporary = `${job.kind.unfinished}${randomUUID()}`
  // Never opened by its name again: whoever owns the folder may have put a pipe there, or a second name of another file.
  const out = openLike(held.at(temporary), {...job.before, mode: job.before.mode | 0o200n})
  try {
    await write(job, out)
    if (changed(job)) return discard(held, temporary, problem('archive_written'))
    renameSync(held.at(temporary), held.at(bytesOf(to)))
    return undefined
  } catch (cause) {
    discard(held, temporary, undefined)
    throw cause
  }
}

/** Closes `out` whatever happens. */
async function write({from, before, kind}: Job, out: number): Promise<void> {
  const {size, mode, atimeMs, mtimeMs} = before
  try {
    await compressTo(out, from, Number(size), kind.compress, kind.signal)
    fchmodSync(out, Number(mode) & 0o777)
    futimesSync(out, Number(atimeMs) / 1000, Number(mtimeMs) / 1000)
    await promisify(fsync)(out)
  } finally {
    closeSync(out)
  }
}

/** Somebody wrote to it, or put something else in its place. */
function changed({held, name, from, before}: Job): boolean {
  const now = fstatSync(from, {bigint: true})
  const named = lstatSync(held.at(bytesOf(name)), {bigint: true, throwIfNoEntry: false})
  const same = named?.ino === before.ino && named.dev === before.dev
  return !same || now.size !== before.size || now.mtimeNs !== before.mtimeNs
}

function discard<T>(held: HeldFolder, name: string, answer: T): T {
  try {
    unlinkSync(held.at(name))
  } catch {
    // The next run sweeps it.
  }
  return answer
}
