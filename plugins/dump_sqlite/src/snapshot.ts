import {lstatSync, readdirSync, statSync, type BigIntStats} from 'node:fs'
import {backup, DatabaseSync} from 'node:sqlite'
import {setTimeout as delay} from 'node:timers/promises'
import {pathToFileURL} from 'node:url'
import {refuseBeside} from './databases.ts'
import {said} from './said.ts'

export type Snapshot = {
  readonly source: string
  readonly target: string
  readonly waitMs: number
  /** Told how much of it is copied; what it throws ends the copying. */
  readonly tell: (share: number) => void
}

type Way = 'among writers' | 'alone'

const pagesAtOnce = 1000
const cantOpen = 14
/** Who wrote a log last died amid a change, or somebody writes its head at this very moment: SQLite, which may only read here, cannot tell. */
const recovery = 264
const [looks, betweenMs] = [20, 50]
/** A file is not read as it lies while its times may still be of the tick of the clock that it is looked at in. */
const settledMs = 2000
const attempts = 3

/**
 * Copies a database as it is at one moment, while others write to it, into the empty file `target`. The source is opened to read
 * only, and its folder is read-only in the sandbox.
 */
export async function snapshot(about: Snapshot): Promise<void> {
  for (let left = attempts; ; left--) {
    try {
      return await copiedAmongWriters(about)
    } catch (error) {
      if (codeOf(error) !== cantOpen) throw said(error)
    }
    // Nobody has it open: in WAL mode SQLite would have to make files beside it, which it may not here.
    if (await copiedAlone(about)) return
    if (left <= 1)
      throw new Error('it was opened and closed again and again while it was copied; try again later')
  }
}

/** Who died amid a change is still dead a second later. */
async function copiedAmongWriters(about: Snapshot): Promise<void> {
  for (let left = looks; ; left--) {
    try {
      return await copied(about, 'among writers')
    } catch (error) {
      if (codeOf(error) !== recovery || left <= 1) throw error
    }
    await delay(betweenMs)
  }
}

const codeOf = (error: unknown) => (error as {readonly errcode?: number}).errcode

/** True where nobody opened it meanwhile. */
async function copiedAlone(about: Snapshot): Promise<boolean> {
  const before = await settled(about.source)
  if (walSize(about.source) > 0)
    throw new Error(
      `its last writer died and left ${about.source}-wal behind: open it once with the program that it belongs to`,
    )
  await copied(about, 'alone').catch((error: unknown) => {
    throw said(error)
  })
  return same(before, lookAt(about.source)) && walSize(about.source) === 0
}

async function copied({source, target, waitMs, tell}: Snapshot, way: Way): Promise<void> {
  const before = lookAt(source)
  refuseBeside(source)
  const url = pathToFileURL(source)
  if (way === 'alone') url.searchParams.set('immutable', '1')
  const database = new DatabaseSync(url, {readOnly: true, timeout: waitMs, allowExtension: false})
  try {
    // All that follows sees the database as it is now: others go on writing, into the log of a WAL database.
    database.exec('PRAGMA trusted_schema = OFF; BEGIN')
    database.prepare('SELECT count(*) FROM sqlite_schema').get()
    if (!isOpen(before)) throw new Error('another file took its place while it was opened; try again')
    await backup(database, target, {
      rate: pagesAtOnce,
      progress: ({totalPages, remainingPages}) => tell(1 - remainingPages / Math.max(1, totalPages)),
    })
  } finally {
    database.close()
  }
}

/** Is this very file open in this process? SQLite goes by the path, which somebody may have led elsewhere since it was looked at. */
function isOpen({dev, ino}: BigIntStats): boolean {
  return readdirSync('/proc/self/fd').some((fd) => {
    const stats = statSync(`/proc/self/fd/${fd}`, {bigint: true, throwIfNoEntry: false})
    return stats?.dev === dev && stats.ino === ino
  })
}

async function settled(path: string): Promise<BigIntStats> {
  for (;;) {
    const stats = lookAt(path)
    const age = Date.now() - Number(stats.ctimeMs)
    if (age > settledMs || age < 0) return stats
    await delay(settledMs - age + 1)
  }
}

function lookAt(path: string): BigIntStats {
  const stats = lstatSync(path, {bigint: true})
  if (stats.isFile()) return stats
  throw new Error('it is a link, and links are not followed: name the file itself')
}

function walSize(path: string): number {
  return statSync(`${path}-wal`, {throwIfNoEntry: false})?.size ?? 0
}

function same(a: BigIntStats, b: BigIntStats): boolean {
  return a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs
}
