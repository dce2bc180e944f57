import type {Run} from '../../../src/facts/runs.ts'
import {measured, rounded, stated, type Check} from './check.ts'
import {endedAs, wentWrong} from './ended.ts'
import {duration} from './words.ts'

type Asked = {
  readonly id: string
  /** Any of these tools does the work. */
  readonly tools: readonly string[]
  /** Older than this is a warning, older than three times this critical. */
  readonly hours: number
}

const hour = 3_600_000

/** Clocks of machines differ, and a clock is set back a little now and then. */
const tolerance = 5 * 60_000

/** How long ago the work last succeeded, by the journal. A later run that went wrong is at least a warning: it may go on like that. */
export function lastRun({id, tools, hours}: Asked, runs: readonly Run[], now: number): Check {
  const known = runs.filter(({tool}) => tools.includes(tool))
  if (known.length === 0) return stated(id, 'not_applicable', `there is no plugin ${tools.join(' or ')}`)
  const successes = known.flatMap(({lastOkAt}) => (lastOkAt === null ? [] : [Date.parse(lastOkAt)]))
  if (successes.length === 0) return neverSucceeded(id, known)
  const success = Math.max(...successes)
  const age = now - success
  if (Number.isNaN(age)) return stated(id, 'unknown', 'the journal holds a time that is none')
  if (age < -tolerance)
    return stated(id, 'unknown', 'its last success lies in the future: the clock was wrong then, or is now')
  const later = known.find(({lastAt}) => lastAt !== null && Date.parse(lastAt) > success)
  return afterwards(succeeded(id, Math.max(0, age), hours), later)
}

function succeeded(id: string, age: number, hours: number): Check {
  const value = rounded(age / hour)
  const limits = {threshold: hours, criticalThreshold: hours * 3, percent: (value / (hours * 3)) * 100}
  return measured(id, {value, unit: 'h', ...limits}, `last succeeded ${duration(age)} ago`)
}

function neverSucceeded(id: string, known: readonly Run[]): Check {
  const ran = known.find(({lastAt}) => lastAt !== null)
  if (ran === undefined) return stated(id, 'warning', 'it has never run')
  const status = wentWrong(ran.lastOutcome) ? 'critical' : 'warning'
  return stated(id, status, `it never succeeded; the last time ${endedAs(ran.lastOutcome)}`)
}

function afterwards(check: Check, later: Run | undefined): Check {
  if (later === undefined) return check
  const status = check.status === 'ok' && wentWrong(later.lastOutcome) ? 'warning' : check.status
  return {...check, status, sentence: `${check.sentence}; since then ${endedAs(later.lastOutcome)}`}
}
