import type {Stats} from 'node:fs'
import {setImmediate as turn} from 'node:timers/promises'
import type {Job} from '../engine.ts'
import {pathOf} from './entry.ts'
import {endless} from './file-entry.ts'
import {look} from './folder.ts'
import {Tally} from './tally.ts'
import {idOf, walk, type Found, type Rules} from './walk.ts'

/** Entries between two looks at whether the work was taken back. */
export const many = 500

/** What there is to save, without opening any of it. */
export async function measure(job: Job, sources: readonly string[], rules: Rules): Promise<Tally> {
  const tally = new Tally()
  const seen = new Set<string>()
  for (const source of sources) {
    for (const found of walk(pathOf(source), rules)) {
      if ('note' in found) tally.note(found)
      else countFound(tally, found, seen)
      if (tally.entries % many === 0) await breath(job)
    }
  }
  return tally
}

/** Waits, for nothing but the turn of others where nothing is said, and ends the work where it was taken back. */
export async function breath({signal}: Job, wait: Promise<void> = turn()): Promise<void> {
  await wait
  signal.throwIfAborted()
}

/** As it would be saved: another name of a file that was `seen` is no file of its own. Who opens it later may find another size, or nothing. */
function countFound(tally: Tally, {kind, folder, name}: Found, seen: Set<string>): void {
  const stats = kind === 'file' ? lookedAt(folder, name) : undefined
  if (stats === undefined) return tally.count(0, kind === 'link' ? 'other' : kind)
  if (endless(stats)) return
  const id = idOf(stats)
  const another = seen.has(id)
  if (stats.nlink > 1) seen.add(id)
  tally.count(another ? 0 : stats.size, another ? 'other' : 'file')
}

function lookedAt(folder: number, name: string): Stats | undefined {
  try {
    return look(folder, name)
  } catch {
    return undefined
  }
}
