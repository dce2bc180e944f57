import {lstatSync, unlinkSync} from 'node:fs'
import {causeWords} from '../../text/error-words.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {openFiles} from '../open-files.ts'
import {archiveName, momentOf, type ArchiveName} from '../../log/archive-name.ts'
import type {Due} from './due.ts'
import {bytesOf, type Shelf} from './look.ts'
import {shownPath} from './report.ts'
import type {Run} from './rotate.ts'

type Victim = {readonly shelf: Shelf; readonly archive: ArchiveName; readonly why: Problem}

/** Removes rotated files that are too many or too old, and tells which those are. */
export function expire(run: Run, shelves: readonly Shelf[], due: readonly Due[]): ReadonlySet<ArchiveName> {
  const more = new Set<Shelf>(due.map(({log}) => log))
  const victims = shelves.flatMap((shelf) => victimsOf(run, shelf, more.has(shelf)))
  const written = writtenTo(victims)
  for (const victim of victims) if (!run.signal.aborted) remove(run, victim, written)
  return new Set(victims.map(({archive}) => archive))
}

const dayMs = 86_400_000

function victimsOf({rules, now}: Run, shelf: Shelf, oneMore: boolean): Victim[] {
  const {keep, retentionMs} = rules
  return shelf.archives.flatMap((archive, at) => {
    if (at + Number(oneMore) >= keep) return {shelf, archive, why: problem('archive_many', {keep})}
    const old = retentionMs > 0 && now - momentOf(archive.stamp) > retentionMs
    return old ? {shelf, archive, why: problem('archive_old', {days: retentionMs / dayMs})} : []
  })
}

/** Whoever did not open its log anew writes to one of these still. */
function writtenTo(victims: readonly Victim[]): ReadonlySet<string> {
  const plain = new Set(
    victims.filter(({archive}) => archive.suffix === '').flatMap((one) => idOf(one) ?? []),
  )
  if (plain.size === 0) return plain
  const open = [...openFiles(plain)].filter(([, holders]) => holders.some(({writes}) => writes))
  return new Set(open.map(([id]) => id))
}

function remove({report, dryRun}: Run, victim: Victim, written: ReadonlySet<string>): void {
  const {shelf, archive, why} = victim
  const {path, held} = shelf.folder
  const name = nameOf(archive)
  const stats = statsOf(victim)
  if (stats === undefined) return
  if (!stats.isFile()) return report.add('left', path, name, {why: problem('log_not_file')})
  if (written.has(idOf(victim) ?? ''))
    return report.add('left', path, name, {why: problem('archive_written')})
  try {
    if (!dryRun) unlinkSync(held.at(bytesOf(name)))
    report.add('removed', path, name, {bytes: stats.size, why})
  } catch (cause) {
    const about = {file: shownPath(path, name), cause: causeWords(cause)}
    report.problems.push(problem('archive_stays', about))
  }
}

const nameOf = ({log, stamp, suffix}: ArchiveName) => archiveName(log, stamp, suffix)

function statsOf({shelf, archive}: Victim) {
  const file = shelf.folder.held.at(bytesOf(nameOf(archive)))
  return lstatSync(file, {bigint: true, throwIfNoEntry: false})
}

function idOf(victim: Victim): string | undefined {
  const stats = statsOf(victim)
  return stats && `${stats.dev}:${stats.ino}`
}
