import {lstatSync, rmdirSync, unlinkSync, type BigIntStats} from 'node:fs'
import {setImmediate as breathe} from 'node:timers/promises'
import {mountOf, type HeldFolder} from '../held-folder.ts'
import {reasons, type Reason, type Tally} from './tally.ts'

export type Sweeping = {
  /** Milliseconds since 1970: what was read or changed after it stays. */
  readonly olderThan: number
  /** Whose files may go; undefined for everyone's. */
  readonly uid: number | undefined
  /** `device:inode` of what is in use. */
  readonly inUse: ReadonlySet<string>
  /** `device:inode` of folders that are none of its business. */
  readonly own: ReadonlySet<string>
  /** Names right below the top that are left as they are. */
  readonly spared: RegExp
  /** Otherwise it only counts. */
  readonly remove: boolean
  readonly signal: AbortSignal
  readonly tally: Tally
}

/** Each level holds a descriptor. */
const deepest = 200

/**
 * Removes below `top`, which stays, what is old, nobody uses and may go: plain files, links themselves, and folders that are
 * empty then. It goes from descriptor to descriptor, so that no link, and nothing that is put in a folder's place meanwhile, leads
 * it out of `top`; and never onto another mount.
 */
export async function sweep(top: HeldFolder, sweeping: Sweeping): Promise<void> {
  await inside({folder: top, mount: mountOf(top), depth: 0}, sweeping)
}

type Level = {readonly folder: HeldFolder; readonly mount: string; readonly depth: number}

/** True where nothing is left in it. */
async function inside(level: Level, sweeping: Sweeping): Promise<boolean> {
  let empty = true
  for (const {name} of level.folder.list()) {
    if (sweeping.signal.aborted) return false
    if (sweeping.tally.seen++ % 256 === 0) await breathe()
    const why = await entry(level, name, sweeping)
    if (why === 'gone') continue
    sweeping.tally.keep(why)
    empty = false
  }
  return empty
}

type Fate = Reason | 'gone'

/** Somebody else's FUSE may not even be looked at, and a disk may fail: that is no reason to stop with the others. */
async function entry(level: Level, name: Buffer, sweeping: Sweeping): Promise<Fate> {
  try {
    return await looked(level, name, sweeping)
  } catch (cause) {
    return reasonOf(cause)
  }
}

async function looked(level: Level, name: Buffer, sweeping: Sweeping): Promise<Fate> {
  if (level.depth === 0 && sweeping.spared.test(name.toString('latin1'))) return 'private'
  const stats = lstatSync(level.folder.at(name), {bigint: true, throwIfNoEntry: false})
  if (stats === undefined) return 'gone'
  if (sweeping.uid !== undefined && stats.uid !== BigInt(sweeping.uid)) return 'others'
  if (stats.isDirectory()) return folder(level, name, stats, sweeping)
  if (!stats.isFile() && !stats.isSymbolicLink()) return 'special'
  const why = inTheWay(stats, newest(stats), sweeping)
  if (why !== undefined) return why
  return gone(() => unlinkSync(level.folder.at(name)), sweeping, stats.nlink > 1n ? 0n : stats.blocks * 512n)
}

/** Looked at before it is gone through, which may change when it was read and changed. */
async function folder(level: Level, name: Buffer, stats: BigIntStats, sweeping: Sweeping): Promise<Fate> {
  if (sweeping.own.has(idOf(stats))) return 'own'
  if (level.depth >= deepest) return 'deep'
  const below = level.folder.enter(name)
  try {
    if (below.id !== idOf(stats)) return 'changed'
    if (mountOf(below) !== level.mount) return 'mount'
    const empty = await inside({...level, folder: below, depth: level.depth + 1}, sweeping)
    if (!empty) return 'filled'
  } finally {
    below.close()
  }
  const changed = stats.mtimeMs > stats.ctimeMs ? stats.mtimeMs : stats.ctimeMs
  const why = inTheWay(stats, changed, sweeping)
  return why ?? gone(() => rmdirSync(level.folder.at(name)), sweeping, stats.blocks * 512n)
}

function inTheWay(stats: BigIntStats, touchedMs: bigint, {olderThan, inUse}: Sweeping): Reason | undefined {
  if (touchedMs > olderThan) return 'young'
  return inUse.has(idOf(stats)) ? 'open' : undefined
}

function gone(remove: () => void, sweeping: Sweeping, bytes: bigint): Fate {
  try {
    if (sweeping.remove) remove()
    sweeping.tally.take(bytes)
    return 'gone'
  } catch (cause) {
    return reasonOf(cause)
  }
}

function reasonOf(cause: unknown): Fate {
  const {code = ''} = cause as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'gone'
  return reasons[code] ?? 'failed'
}

function newest({atimeMs, mtimeMs, ctimeMs}: BigIntStats): bigint {
  return [mtimeMs, ctimeMs].reduce((a, b) => (a > b ? a : b), atimeMs)
}

const idOf = ({dev, ino}: BigIntStats) => `${dev}:${ino}`
