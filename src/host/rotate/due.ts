import {problem, type Problem} from '../../text/problem.ts'
import {freeStamp, momentOf} from '../../log/archive-name.ts'
import type {Log} from './look.ts'
import type {Run} from './rotate.ts'

export type Due = {readonly log: Log; readonly stamp: string; readonly why: Problem}

/**
 * The logs whose time has come. One that is seen for the first time, or last at a time that is still to come, begins to age now; an empty
 * one is never due.
 */
export function dueNow(run: Run, logs: readonly Log[]): Due[] {
  return logs.flatMap((log) => {
    const why = reason(run, log)
    if (why === undefined) {
      run.report.unchanged++
      return []
    }
    const taken = new Set(log.archives.map(({stamp}) => stamp))
    return {log, stamp: freeStamp(run.now, taken), why}
  })
}

const dayMs = 86_400_000

function reason({rules, state, now}: Run, {key, stats, archives}: Log): Problem | undefined {
  const newest = archives[0] === undefined ? undefined : momentOf(archives[0].stamp)
  // After a clock that was ahead went back, what it wrote down would keep a log from its age for as long.
  const past = [state.since.get(key) ?? 0, newest ?? 0].filter((at) => at <= now)
  const since = Math.max(0, ...past) || now
  state.since.set(key, since)
  if (stats.size === 0n) return undefined
  if (rules.force) return problem('log_due_forced')
  if (stats.size >= rules.maxBytes) return problem('log_due_size', {bytes: rules.maxBytes})
  if (rules.everyMs === 0 || now - since < rules.everyMs) return undefined
  return problem('log_due_age', {days: rules.everyMs / dayMs})
}
