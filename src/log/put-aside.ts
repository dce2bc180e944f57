import {readdirSync, renameSync, rmSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {archiveName, archiveOf, freeStamp} from './archive-name.ts'

/**
 * Gives the log a name as `log_rotate` gives it, which then looks after it, too, and takes away all that were put aside but the newest
 * `keep`. Killed anywhere it leaves at most one too many, which the next time goes. Call it alone.
 */
export function putAside(file: string, keep: number, now: number): void {
  const [folder, name] = [dirname(file), basename(file)]
  const taken = new Set(archives(file).flatMap((one) => archiveOf(one)?.stamp ?? []))
  renameSync(file, join(folder, archiveName(name, freeStamp(now, taken))))
  for (const old of archives(file).slice(keep)) rmSync(join(folder, old), {force: true})
}

/** The names of those that were put aside, newest first. */
export function archives(file: string): string[] {
  const name = basename(file)
  const stampOf = (one: string) => archiveOf(one)?.stamp ?? ''
  return readdirSync(dirname(file))
    .filter((one) => archiveOf(one)?.log === name)
    .sort((a, b) => (stampOf(a) < stampOf(b) ? 1 : -1))
}
