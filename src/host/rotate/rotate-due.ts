import {causeWords} from '../../text/error-words.ts'
import {problem} from '../../text/problem.ts'
import {archiveName} from '../../log/archive-name.ts'
import type {Due} from './due.ts'
import type {Log} from './look.ts'
import {shownPath} from './report.ts'
import type {Run} from './rotate.ts'
import {writeState} from './state.ts'
import {isCode} from './is-code.ts'
import {swap} from './swap.ts'

export type Rotated = {readonly log: Log; readonly stamp: string}

/**
 * Rotates what is due and tells what was rotated. Which logs those are is on disk before the first is touched, so that
 * whatever ends this process, the next run knows which of them may lack their new file.
 */
export function rotateDue(run: Run, due: readonly Due[]): Rotated[] {
  const {state, file, dryRun, signal} = run
  if (due.length === 0) return []
  // A signal of signals takes its time to answer, and a rename is quick.
  let at = 0
  let aborted = false
  const isAborted = () => (at++ % 32 === 0 ? (aborted = signal.aborted) : aborted)
  if (!dryRun) {
    for (const {log, stamp} of due) state.pending.set(log.key, stamp)
    writeState(file, state)
  }
  return due.flatMap((one) => (isAborted() ? forget(run, one) : rotated(run, one)))
}

function forget({state}: Run, {log}: Due): Rotated[] {
  state.pending.delete(log.key)
  return []
}

function rotated(run: Run, {log, stamp, why}: Due): Rotated[] {
  const {state, report, dryRun, now} = run
  const {folder, name, stats} = log
  try {
    if (!dryRun) swap(log, stamp, run.unfinished)
  } catch (cause) {
    const about = {file: shownPath(folder.path, name), cause: causeWords(cause)}
    if (isCode(cause, 'ENOENT')) return forget(run, {log, stamp, why})
    if (isCode(cause, 'EEXIST')) {
      report.add('left', folder.path, name, {why: problem('log_taken')})
      return forget(run, {log, stamp, why})
    }
    report.problems.push(problem('log_failed', about))
    return []
  }
  state.pending.delete(log.key)
  state.since.set(log.key, now)
  report.add('rotated', folder.path, name, {bytes: stats.size, to: archiveName(name, stamp), why})
  return [{log, stamp}]
}
