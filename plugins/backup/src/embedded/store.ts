import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  unlinkSync,
} from 'node:fs'
import {dirname, join} from 'node:path'
import {alone as aloneWith, Busy} from '../../../../src/config/update-file.ts'

/** The name of one that is encrypted has the beginning of the SHA-256 of its bytes in it, to be checked without a key. */
const form = /^backup-\d{8}T\d{9}Z(?:\.tar\.zst|-([0-9a-f]{16})\.tar\.zst\.age)$/
const unfinished = /^\.backup-\d{8}T\d{9}Z\.tar\.zst\.(?:partial|lines)$/

/** Names of the archives in `dir`, newest first, and of what killed runs have left. */
export function stored(dir: string): {
  readonly archives: readonly string[]
  readonly leftOver: readonly string[]
} {
  const names = readdirSync(dir)
  return {
    archives: names
      .filter((name) => form.test(name))
      .sort()
      .toReversed(),
    leftOver: names.filter((name) => unfinished.test(name)).sort(),
  }
}

export function isArchive(name: string): boolean {
  return form.test(name)
}

/** Is it encrypted, by its name? */
export function isSealed(name: string): boolean {
  return name.endsWith('.age')
}

/** The digest in the name of one that is encrypted. */
export function digestIn(name: string): string | undefined {
  return form.exec(name)?.[1]
}

/** The name of an archive without what says how it was made: only its moment. */
export function bareName(name: string): string {
  return name.replace(/(?:-[0-9a-f]{16})?\.tar\.zst(?:\.age)?$/, '')
}

/** What an archive that was begun as `name` is called, where it was encrypted to bytes with this digest. */
export function finalName(name: string, digest: string | undefined): string {
  return digest === undefined ? name : `${bareName(name)}-${digest}.tar.zst.age`
}

/** A new name, later than every other: what is sorted by name is sorted by time, also after the clock was set back. */
export function nextName([newest]: readonly string[], now: number): string {
  const at = newest === undefined ? now : Math.max(now, timeOf(newest) + 1)
  return `backup-${new Date(at).toISOString().replaceAll(/[-:.]/g, '')}.tar.zst`
}

export function partialOf(name: string, what: 'partial' | 'lines' = 'partial'): string {
  return `.${name}.${what}`
}

/** The moment in an archive's name. */
export function timeOf(name: string): number {
  const [, y, mo, d, h, mi, s, ms] = /^backup-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/.exec(name) ?? []
  return Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}.${ms}Z`)
}

/** Runs `work` while nobody else runs work under the same name. The kernel ends the claim of whoever is killed. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  accessSync(dirname(name), constants.W_OK | constants.X_OK)
  try {
    return await aloneWith(name, work, 1000)
  } catch (error) {
    if (error instanceof Busy)
      throw new Error(`somebody else is at work in ${dirname(name)}; try again later`, {cause: error})
    throw error
  }
}

/** Removes what killed runs have left. Call it alone. */
export function sweep(dir: string): void {
  for (const name of stored(dir).leftOver) remove(join(dir, name))
}

/** Opens an archive to read it: never through a link, and what is no file is not waited for. */
export function openStored(dir: string, name: string): number {
  return openSync(join(dir, name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
}

export function openNew(file: string): number {
  const {O_RDWR, O_CREAT, O_EXCL, O_NOFOLLOW} = constants
  return openSync(file, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
}

/** Gives a finished archive, begun as `begun`, its name: from here on it is there, also after a crash. */
export function publish(dir: string, begun: string, name: string, fd: number): void {
  fsyncSync(fd)
  renameSync(join(dir, partialOf(begun)), join(dir, name))
  syncFolder(dir)
}

export function remove(file: string): void {
  try {
    unlinkSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

export function syncFolder(dir: string): void {
  const fd = openSync(dir, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** Waits until all that was written to the disk of `folder` is on it. Node has no syncfs of its own. */
export function syncAll(folder: string): void {
  const {spawnSync} = process.getBuiltinModule('node:child_process')
  spawnSync('sync', ['--file-system', folder], {stdio: 'ignore'})
}
