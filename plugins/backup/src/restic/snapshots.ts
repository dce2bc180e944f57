import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {Failure} from '../../../../src/plugin.ts'
import type {Job} from '../engine.ts'
import type {Restic} from './program.ts'
import type {Settings} from './settings.ts'

export type Snapshot = {
  /** What a person calls it: the first eight digits. */
  readonly id: string
  readonly whole: string
  readonly time: string
  readonly paths: readonly string[]
  readonly host: string
  readonly tags: readonly string[]
}

/** What marks those that were made here. */
export const tag = 'parrot'
/** For what only reads: a lock would be written, and a cache is nothing of ours. */
export const reading = ['--no-lock', '--no-cache'] as const

/** All snapshots that can be read, newest first. */
export async function snapshots(restic: Restic): Promise<readonly Snapshot[]> {
  let text = ''
  // One that is damaged is complained of, by some versions with a status of its own.
  await restic({words: ['snapshots', '--json', ...reading], line: (line) => void (text += line)})
  const rows = JSON.parse(text === '' ? '[]' : text) as Record<string, unknown>[] | null
  return (rows ?? []).map(snapshotIn).toSorted((a, b) => Date.parse(b.time) - Date.parse(a.time))
}

/** Names of every snapshot that is there, also of one that cannot be read. */
export async function listed(
  restic: Restic,
  what: 'snapshots' | 'index' | 'locks',
): Promise<readonly string[]> {
  const ids: string[] = []
  const line = (text: string) => void (/^[0-9a-f]{64}$/.test(text) && ids.push(text))
  await restic({words: ['list', what, ...reading], line})
  return ids
}

const seeThem = 'see which there are: parrot backup list'

/** The one of that name, or the newest of this machine. */
export function chosen(all: readonly Snapshot[], name: string | undefined, host: string): Snapshot {
  if (name !== undefined) {
    const found = all.filter(({whole}) => whole.startsWith(name))
    if (found.length === 1 && found[0] !== undefined) return found[0]
    throw new Failure(`there is no archive ${JSON.stringify(name)} in the repository`, seeThem)
  }
  const own = all.find((one) => one.host === host)
  if (own !== undefined) return own
  const others = [...new Set(all.map((one) => one.host))].join(', ')
  if (others === '')
    throw new Failure('there is no archive in the repository', 'make one: parrot backup create')
  throw new Failure(
    `there is no archive of this machine (${host || 'which has no name yet'}) in the repository, but of ${others}`,
    'name one: parrot backup list',
  )
}

/** What this machine's snapshots are known by; '' where none was made yet. */
export function hostOf({host, data}: Settings): string {
  if (host !== '') return host
  try {
    return readFileSync(join(data, 'restic-host'), 'utf8').trim()
  } catch {
    return ''
  }
}

/** How far restic says that it is, of what takes longest. */
export function percentIn(line: string, what: RegExp, {progress}: Pick<Job, 'progress'>): void {
  const [, percent, done] = /\s(\d+\.\d+)%\s+(.*)$/.exec(line) ?? []
  if (percent !== undefined && done !== undefined && what.test(done))
    progress(Number(percent) / 100, done.trim())
}

function snapshotIn(row: Record<string, unknown>): Snapshot {
  const {id, time, paths, hostname, tags} = row
  if (typeof id !== 'string' || typeof time !== 'string')
    throw new Error('restic says something of its snapshots that is not known here')
  return {
    id: id.slice(0, 8),
    whole: id,
    time,
    paths: (paths ?? []) as readonly string[],
    host: typeof hostname === 'string' ? hostname : '',
    tags: (tags ?? []) as readonly string[],
  }
}
