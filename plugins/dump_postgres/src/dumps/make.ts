import {closeSync, fstatSync, fsyncSync} from 'node:fs'
import {digestOf} from './digest.ts'
import {fileFor, readName, type Dump} from './names.ts'
import type {Dumped} from './report.ts'
import {begin, dumpsIn, partialOf, prune, publish, remove, type Store} from './store.ts'

/** A dump that is to be made. `write` fills the new, empty file; `check` says what is wrong with it then, or ''. */
export type Making = {
  readonly database: string
  readonly group: string
  readonly extension: string
  readonly keep: number
  readonly signal: AbortSignal
  readonly write: (path: string, fd: number) => Promise<void>
  readonly check: (path: string) => Promise<string>
}

type Made = {readonly dumped: Dumped; readonly removed: readonly string[]}

/** Makes one dump, whole or not at all, and lets go of older ones when it is there. Call it alone. */
export async function make(store: Store, making: Making): Promise<Made> {
  const {database, group, extension, keep, signal} = making
  const started = performance.now()
  const newest = dumpsIn(store).find((one) => one.group === group)
  const file = fileFor(group, extension, Date.now(), newest)
  const {sha256, bytes} = await written(store, file, making)
  signal.throwIfAborted()
  publish(store, file, sha256)
  const removed = prune(store, readName(file, store.extensions) as Dump, keep)
  const seconds = Math.round(performance.now() - started) / 1000
  return {dumped: {database, status: 'dumped', file, bytes, sha256, seconds, why: ''}, removed}
}

/** On the disk and found good, not yet under its name; nothing of it is left where that does not come about. */
async function written(
  store: Store,
  file: string,
  {write, check, signal}: Making,
): Promise<{sha256: string; bytes: number}> {
  const path = partialOf(store, file)
  const fd = begin(store, file)
  try {
    await write(path, fd)
    fsyncSync(fd)
    const wrong = await check(path)
    if (wrong !== '') throw new Error(`what was written is not good: ${wrong}`)
    return {sha256: digestOf(path, () => signal.throwIfAborted()), bytes: fstatSync(fd).size}
  } catch (error) {
    for (const left of [path, `${path}-journal`]) remove(left)
    throw error
  } finally {
    closeSync(fd)
  }
}
