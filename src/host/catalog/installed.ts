import type {Candidate} from './candidates.ts'
import type {Lock} from './lock.ts'
import type {LockEntry} from './release.ts'

/** The folders that the lock names: of what was installed the release that runs, else the one that waits. */
export function installed(lock: Lock | undefined, store: string): Candidate[] {
  return [...(lock ?? [])].flatMap(([name, entry]) => {
    if (entry.going !== undefined) return []
    const dir = folderOf(name, entry, store)
    return dir === undefined ? [] : [{name, dir, origin: 'user'} as const]
  })
}

/** Undefined for a plugin that lies where its user put it. */
export function folderOf(
  name: string,
  {approved, waiting, linked}: LockEntry,
  store: string,
): string | undefined {
  if (linked !== undefined) return linked
  const release = approved ?? waiting
  return release?.from && releaseFolder(store, name, release.digest)
}

/** `<store>/<name>/<digest>`. */
export function releaseFolder(store: string, name: string, digest: string): string {
  // None of the three is in need of normalizing, which would be half of the time for a list of many.
  return `${store}/${name}/${placeName(digest)}`
}

/** A digest in 43 of its characters that a file name may have. */
export function placeName(digest: string): string {
  const start = 'sha512-'.length
  return digest
    .slice(start, start + 43)
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}
