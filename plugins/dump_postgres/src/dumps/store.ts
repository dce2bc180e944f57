import {
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import {join} from 'node:path'
import {alone as aloneWith, Busy} from '../../../../src/config/update-file.ts'
import {readName, type Dump} from './names.ts'
import {syncFolder} from '../../../../src/events/sync-folder.ts'

/** Where dumps are kept, and whose: of the kinds of file that one plugin makes. */
export type Store = {
  readonly dir: string
  readonly plugin: string
  readonly extensions: readonly string[]
}

const {O_RDWR, O_CREAT, O_EXCL, O_NOFOLLOW} = constants

/** All dumps in the folder, newest first. */
export function dumpsIn({dir, extensions}: Store): readonly Dump[] {
  return readdirSync(dir)
    .flatMap((file) => readName(file, extensions) ?? [])
    .sort((a, b) => b.at - a.at || (a.file < b.file ? -1 : 1))
}

/** Runs `work` while nobody else writes dumps of this plugin into the folder; whoever is killed holds nothing. */
export async function alone<T>({dir, plugin}: Store, work: () => Promise<T>): Promise<T> {
  try {
    return await aloneWith(join(dir, plugin), work, 1000)
  } catch (error) {
    if (!(error instanceof Busy)) throw error
    throw new Error(`another Parrot is writing dumps to ${dir}; try again when it is done`, {cause: error})
  }
}

/** Where the dump is written until it is whole. */
export function partialOf({dir}: Store, file: string): string {
  return join(dir, `.${file}.partial`)
}

/** The new file of a dump that is begun. */
export function begin(store: Store, file: string): number {
  return openSync(partialOf(store, file), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
}

/**
 * Gives a dump that was checked its name, and beside it its digest, for `sha256sum -c`. The digest is there first: a dump
 * without one was not made here.
 */
export function publish(store: Store, file: string, sha256: string): void {
  const digest = `${file}.sha256`
  const fd = begin(store, digest)
  try {
    writeSync(fd, `${sha256}  ${file}\n`)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(partialOf(store, digest), join(store.dir, digest))
  renameSync(partialOf(store, file), join(store.dir, file))
  syncFolder(store.dir)
}

/** Removes what killed runs have left: what is unfinished, and digests of what is not there. Call it alone. */
export function sweep(store: Store): void {
  const names = new Set(readdirSync(store.dir))
  for (const name of names) if (isLeftOver(store, name, names)) remove(join(store.dir, name))
}

/** Removes the older dumps of a group, but for the newest `keep`; gives their names. Call it alone, after a good one was added. */
export function prune(store: Store, {group, extension}: Dump, keep: number): readonly string[] {
  const all = dumpsIn(store).filter((one) => one.group === group && one.extension === extension)
  const going = all.slice(Math.max(1, keep)).map(({file}) => file)
  for (const file of going) {
    remove(join(store.dir, file))
    remove(join(store.dir, `${file}.sha256`))
  }
  if (going.length > 0) syncFolder(store.dir)
  return going
}

export function remove(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function isLeftOver({extensions}: Store, name: string, names: ReadonlySet<string>): boolean {
  const [, unfinished] = /^\.(.+)\.partial(?:-journal)?$/.exec(name) ?? []
  const of = (unfinished ?? name).replace(/\.sha256$/, '')
  if (readName(of, extensions) === undefined) return false
  return unfinished !== undefined || (name.endsWith('.sha256') && !names.has(of))
}
