import {setImmediate as turn} from 'node:timers/promises'
import {statSync} from 'node:fs'
import {pathOf, readable} from '../embedded/entry.ts'
import {excludedBy} from '../embedded/exclude.ts'
import {look} from '../embedded/folder.ts'
import {idOf, walk} from '../embedded/walk.ts'
import type {CreateOptions, Job, Named} from '../engine.ts'
import {patternOf} from './tree.ts'

/** What there is to save, and what restic has to be told so that it saves that and nothing else. */
export type Sources = {
  readonly entries: number
  readonly folders: number
  readonly files: number
  readonly bytes: number
  /** Bytes of files that are younger than `since`, a moment in milliseconds. */
  readonly fresh: number
  readonly missing: readonly Named[]
  readonly skipped: readonly Named[]
  /** The sources that can be opened without following a link. */
  readonly open: readonly string[]
  /** Exactly these are left out, beside what is excluded. */
  readonly leave: readonly string[]
}

const many = 500

/** Looks at all that is below the sources, without opening any file. */
export async function lookAt(job: Job, options: CreateOptions, since: number): Promise<Sources> {
  const rules = {
    excluded: excludedBy(options.excludes),
    oneFileSystem: options.oneFileSystem,
    own: idOf(statSync(job.dir)),
  }
  const counts = {entries: 0, folders: 0, files: 0, bytes: 0, fresh: 0}
  const [missing, skipped, leave, open]: [Named[], Named[], string[], string[]] = [[], [], [], []]
  for (const source of new Set(options.sources.map((one) => one.replace(/(?<=.)\/+$/, '')))) {
    const before = counts.entries
    for (const found of walk(pathOf(source), rules)) {
      if ('note' in found) {
        const named = {path: `/${readable(found.path)}`, why: found.why}
        if (found.note === 'missing') missing.push(named)
        if (found.note !== 'skipped') continue
        skipped.push(named)
        if (found.why !== 'excluded')
          leave.push(patternOf(`/${Buffer.from(found.path, 'latin1').toString('utf8')}`))
        continue
      }
      counts.entries += 1
      if (found.kind === 'folder') counts.folders += 1
      if (found.kind === 'file') add(counts, found, since)
      if (counts.entries % many === 0) await turn()
      job.signal.throwIfAborted()
    }
    if (counts.entries > before) open.push(source)
  }
  return {...counts, missing, skipped, leave, open}
}

/** What was written to since a moment, or came to be. */
export async function changedSince(
  job: Job,
  options: CreateOptions,
  since: number,
): Promise<readonly Named[]> {
  const changed: Named[] = []
  const rules = {
    excluded: excludedBy(options.excludes),
    oneFileSystem: options.oneFileSystem,
    own: idOf(statSync(job.dir)),
  }
  for (const source of options.sources) {
    for (const found of walk(pathOf(source), rules)) {
      if ('note' in found || found.kind !== 'file') continue
      const counts = {files: 0, bytes: 0, fresh: 0, isFresh: false}
      add(counts, found, since)
      if (counts.isFresh)
        changed.push({path: `/${readable(found.path)}`, why: 'it was written to while the backup ran'})
      job.signal.throwIfAborted()
    }
  }
  return changed
}

type Counts = {files: number; bytes: number; fresh: number; isFresh?: boolean}

/** Who opens it later may find another size, or nothing. */
function add(
  counts: Counts,
  {folder, name}: {readonly folder: number; readonly name: string},
  since: number,
): void {
  try {
    const {size, ctimeMs} = look(folder, name)
    counts.files += 1
    counts.bytes += size
    counts.isFresh = ctimeMs >= since
    if (counts.isFresh) counts.fresh += size
  } catch {
    // It has gone.
  }
}
