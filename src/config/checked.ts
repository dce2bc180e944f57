import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import type {BigIntStats} from 'node:fs'
import {dirname} from 'node:path'

/** The state of a file, or of several; two equal texts mean that nobody wrote in between. `newest` in nanoseconds since the epoch. */
export type Stamp = {readonly text: string; readonly newest: bigint}

/**
 * What passed a slow check, by the state in which it did, so that the next start need not make it again. It lies in a
 * file only its owner can touch, and only ever saves time: no right may follow from it.
 */
export type Checked<T> = {
  readonly file: string
  readonly version: string
  readonly notes: Map<string, readonly [stamp: string, note: T]>
  changed: boolean
}

const largest = 8 * 1024 * 1024
const mostNotes = 2000
const restNs = 100_000_000n

export function stampOf({dev, ino, size, mtimeNs, ctimeNs, mode}: BigIntStats): Stamp {
  return {text: `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}:${mode}`, newest: ctimeNs}
}

/** What this version of Parrot wrote to `file`; nothing where it is missing, of another version, damaged, or anyone else could have written it. */
export function openChecked<T>(file: string, version: string, uid: number): Checked<T> {
  const empty: Checked<T> = {file, version, notes: new Map(), changed: false}
  try {
    const kept = JSON.parse(readOwn(file, uid)) as {
      version: unknown
      notes: Record<string, readonly [string, T]>
    }
    return kept.version === version ? {...empty, notes: new Map(Object.entries(kept.notes))} : empty
  } catch {
    return empty
  }
}

/** What was noted when `path` passed in exactly this state; undefined where it never did. */
export function passedBefore<T>({notes}: Checked<T>, path: string, stamp: Stamp): T | undefined {
  const [text, note] = notes.get(path) ?? []
  return text === stamp.text ? note : undefined
}

/**
 * Notes that `path` passed in this state. One that changed within the last 0.1 s is not noted: it could change once more
 * without its times telling, which file systems take from a clock that only ticks every 10 ms.
 */
export function remember<T>(checked: Checked<T>, path: string, stamp: Stamp, note: T): void {
  if (BigInt(Date.now()) * 1_000_000n - stamp.newest < restNs) return
  checked.notes.delete(path)
  checked.notes.set(path, [stamp.text, note])
  checked.changed = true
}

/** Writes what was noted, the newest 2000, in one step. That it cannot is no failure: the next start is slower. */
export function saveChecked<T>(checked: Checked<T>): void {
  if (!checked.changed) return
  const notes = [...checked.notes].slice(-mostNotes)
  const temporary = `${checked.file}.${process.pid}`
  try {
    mkdirSync(dirname(checked.file), {recursive: true, mode: 0o700})
    const text = JSON.stringify({version: checked.version, notes: Object.fromEntries(notes)})
    writeFileSync(temporary, text, {mode: 0o600, flag: 'wx'})
    renameSync(temporary, checked.file)
    checked.changed = false
  } catch {}
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
