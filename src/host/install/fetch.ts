import {existsSync} from 'node:fs'
import {placeWords} from '../../text/error-words.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {copyFolder} from './copy-folder.ts'
import {withDependencies} from './node-modules.ts'
import type {Provenance} from './provenance.ts'
import type {Source} from './source.ts'

export type Fetching = {
  /** An empty folder of this call's alone, on the disk of the store. */
  readonly staging: string
  /** Where Parrot is installed, with the npm it brings. */
  readonly root: string
  /** The user's own. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly registry: string | undefined
  /** What no plugin holds more of: files and folders, and bytes. */
  readonly entries: number
  readonly bytes: number
  readonly signal: AbortSignal
  /** How long a registry may keep silent. Milliseconds; 20 seconds where it is not said. */
  readonly patienceMs?: number
}

export type Fetched = {readonly dir: string; readonly from: Provenance}

type Refused = {readonly problems: readonly Problem[]}

/** Brings a plugin's files, with the dependencies that it locks, into the staging folder. Nothing of it is run for that. */
export async function fetchPlugin(source: Source, fetching: Fetching): Promise<Fetched | Refused> {
  if ('path' in source && !existsSync(source.path))
    return {problems: [problem('source_missing', {path: source.path})]}
  try {
    const fetched = await fetchFiles(source, fetching)
    if ('problems' in fetched) return fetched
    const problems = await withDependencies(fetched.dir, fetching)
    return problems.length > 0 ? {problems} : fetched
  } catch (error) {
    if (fetching.signal.aborted) return {problems: [problem('install_cancelled')]}
    const {code} = error as NodeJS.ErrnoException
    if (code === 'ENOSPC') return {problems: [problem('install_disk_full')]}
    return {problems: [problem('fetch_failed', {source: source.text, cause: placeWords(error)})]}
  }
}

async function fetchFiles(source: Source, fetching: Fetching): Promise<Fetched | Refused> {
  switch (source.kind) {
    case 'folder':
      return copyFolder(source, fetching)
    case 'tarball':
      return (await import('./fetch-tarball.ts')).fetchTarball(source, fetching)
    case 'npm':
      return (await import('./fetch-npm.ts')).fetchFromNpm(source, fetching)
    case 'git':
      return (await import('./fetch-git.ts')).fetchFromGit(source, fetching)
  }
}
