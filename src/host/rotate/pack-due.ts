import {fsyncSync, lstatSync, unlinkSync} from 'node:fs'
import {causeWords} from '../../text/error-words.ts'
import {problem} from '../../text/problem.ts'
import {openFiles} from '../open-files.ts'
import {archiveName, type ArchiveName} from '../../log/archive-name.ts'
import {bytesOf, type Log, type Place} from './look.ts'
import {pack} from './pack.ts'
import {shownPath} from './report.ts'
import type {Run} from './rotate.ts'
import type {Rotated} from './rotate-due.ts'
import {isCode} from './is-code.ts'

type Candidate = {readonly folder: Place; readonly name: string; readonly bytes: bigint; readonly id: string}

/** As many at once as the thread pool has threads. */
const atOnce = 4
const batch = 256
const suffixes = {gzip: '.gz', zstd: '.zst'} as const

/** Compresses rotated files, but the newest where that is to wait, and nothing that somebody still writes to. */
export async function packDue(
  run: Run,
  logs: readonly Log[],
  rotated: readonly Rotated[],
  removed: ReadonlySet<ArchiveName>,
): Promise<void> {
  if (run.rules.compress === 'none') return
  const stamps = new Map(rotated.map(({log, stamp}) => [log, stamp]))
  const candidates = logs.flatMap((log) => candidatesOf(run, log, stamps.get(log), removed))
  if (candidates.length === 0) return
  const open = openFiles(new Set(candidates.map(({id}) => id)))
  const quiet = candidates.filter((one) => {
    const written = open.get(one.id)?.some(({writes}) => writes) === true
    if (written) run.report.add('left', one.folder.path, one.name, {why: problem('archive_written')})
    return !written
  })
  for (let at = 0; at < quiet.length; at += batch) await packBatch(run, quiet.slice(at, at + batch))
}

/** In a dry run the log itself stands for the file that it would have become. */
function candidatesOf(
  {rules, dryRun}: Run,
  log: Log,
  stamp: string | undefined,
  removed: ReadonlySet<ArchiveName>,
): Candidate[] {
  const {folder, name, archives} = log
  const kept = archives
    .filter((one) => !removed.has(one))
    .map((one) => ({...one, file: archiveName(one.log, one.stamp, one.suffix)}))
  const now = stamp === undefined ? [] : [{suffix: '', file: dryRun ? name : archiveName(name, stamp)}]
  const all = [...now, ...kept]
  return all.slice(rules.delay ? 1 : 0).flatMap(({suffix, file}) => {
    const stats =
      suffix === '' && lstatSync(folder.held.at(bytesOf(file)), {bigint: true, throwIfNoEntry: false})
    return stats && stats.isFile()
      ? {folder, name: file, bytes: stats.size, id: `${stats.dev}:${stats.ino}`}
      : []
  })
}

/** What was compressed goes once all of the batch is durable: one sync of the folder for many files. */
async function packBatch(run: Run, candidates: readonly Candidate[]): Promise<void> {
  const rest = candidates.values()
  const made: Candidate[] = []
  const worker = async () => {
    for (const one of rest) if (!run.signal.aborted && (await isPacked(run, one))) made.push(one)
  }
  await Promise.all(Array.from({length: atOnce}, worker))
  if (run.dryRun) return
  for (const held of new Set(made.map(({folder}) => folder.held))) fsyncSync(held.fd)
  for (const one of made) removeSource(one)
}

/** Only what was compressed, not what may have its name by now. */
function removeSource({folder, name, id}: Candidate): void {
  const file = folder.held.at(bytesOf(name))
  const stats = lstatSync(file, {bigint: true, throwIfNoEntry: false})
  if (stats === undefined || `${stats.dev}:${stats.ino}` !== id) return
  try {
    unlinkSync(file)
  } catch (cause) {
    if (!isCode(cause, 'ENOENT')) throw cause
  }
}

async function isPacked(run: Run, {folder, name, bytes}: Candidate): Promise<boolean> {
  const {report, dryRun, signal} = run
  const {path, held} = folder
  const compress = run.rules.compress === 'zstd' ? 'zstd' : 'gzip'
  const to = `${name}${suffixes[compress]}`
  try {
    const why = dryRun
      ? undefined
      : await pack(held, name, to, {compress, signal, unfinished: run.unfinished})
    if (why === undefined) report.add('compressed', path, name, {bytes, to})
    else report.add('left', path, name, {why})
    return why === undefined
  } catch (cause) {
    if (signal.aborted || isCode(cause, 'ENOENT')) return false
    const about = {file: shownPath(path, name), cause: causeWords(cause)}
    report.problems.push(problem('archive_failed', about))
    return false
  }
}
