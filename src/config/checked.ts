import {closeSync, constants, fstatSync, openSync, readFileSync, renameSync, writeFileSync} from 'node:fs'
import type {BigIntStats} from 'node:fs'
import {dirname} from 'node:path'
import {makeFolders} from '../events/make-folders.ts'

/** The state of a file, or of several; two equal texts mean that nobody wrote in between. `newest` in nanoseconds since the epoch. */
export type Stamp = {readonly text: string; readonly newest: bigint}

/**
 * What passed a slow check, by the state in which it did, so that the next start need not make it again. It lies in a
 * file only its owner can touch, and only ever saves time: no right may follow from it.
 */
export type Checked<T> = {
  readonly file: string
  readonly version: string
  /** By absolute path, oldest first. */
  readonly kept: Readonly<Record<string, Stamped<T>>>
  readonly fresh: Map<string, Stamped<T>>
}

type Stamped<T> = readonly [stamp: string, note: T]

const largest = 8 * 1024 * 1024
const mostNotes = 2000
const restNs = 100_000_000n

export function stampOf({dev, ino, size, mtimeNs, ctimeNs, mode}: BigIntStats): Stamp {
  return {text: `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}:${mode}`, newest: ctimeNs}
}

/** What this version of Parrot wrote to `file`; nothing where it is missing, of another version, damaged, or anyone else could have written it. */
export function openChecked<T>(file: string, version: string, uid: number): Checked<T> {
  return {file, version, kept: keptIn<T>(file, version, uid), fresh: new Map()}
}

/** What was noted when `path` passed in exactly this state; undefined where it never did. */
export function passedBefore<T>(
  {kept, fresh}: Pick<Checked<T>, 'kept' | 'fresh'>,
  path: string,
  stamp: Stamp,
): T | undefined {
  const stamped = fresh.get(path) ?? kept[path]
  return stamped !== undefined && stamped[0] === stamp.text ? stamped[1] : undefined
}

/**
 * Notes that `path` passed in this state. One that changed within the last 0.1 s is not noted: it could change once more
 * without its times telling, which file systems take from a clock that only ticks every 10 ms.
 */
export function remember<T>({fresh}: Pick<Checked<T>, 'fresh'>, path: string, stamp: Stamp, note: T): void {
  if (BigInt(Date.now()) * 1_000_000n - stamp.newest < restNs) return
  fresh.delete(path)
  fresh.set(path, [stamp.text, note])
}

/** Writes what was noted, the newest 2000, in one step. That it cannot is no failure: the next start is slower. */
export function saveChecked<T>({file, version, kept, fresh}: Checked<T>): void {
  if (fresh.size === 0) return
  const older = Object.entries(kept).filter(([path]) => !fresh.has(path))
  const notes = Object.fromEntries([...older, ...fresh].slice(-mostNotes))
  const temporary = `${file}.${process.pid}`
  try {
    makeFolders(dirname(file))
    writeFileSync(temporary, JSON.stringify({version, notes}), {mode: 0o600, flag: 'wx'})
    renameSync(temporary, file)
  } catch {}
}

function keptIn<T>(file: string, version: string, uid: number): Checked<T>['kept'] {
  try {
    const read = JSON.parse(readOwn(file, uid)) as {version: unknown; notes: Checked<T>['kept'] | undefined}
    return (read.version === version && read.notes) || {}
  } catch {
    return {}
  }
}

function readOwn(file: string, uid: number): string {
  const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const stats = fstatSync(fd)
    const own = stats.isFile() && stats.uid === uid && (stats.mode & 0o077) === 0 && stats.size <= largest
    return own ? readFileSync(fd, 'utf8') : ''
  } finally {
    closeSync(fd)
  }
}
