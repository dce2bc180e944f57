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

/**
 * How long ago the work last succeeded, by the journal. A later run that went wrong is at least a warning: it may go on like that. One that
 * found something did its work all the same, and is a warning while it is as young as a success has to be.
 */
export function lastRun({id, tools, hours}: Asked, runs: readonly Run[], now: number): Check {
  const known = runs.filter(({tool}) => tools.includes(tool))
  if (known.length === 0) return stated(id, 'not_applicable', `there is no plugin ${tools.join(' or ')}`)
  const success = newest(known.map(({lastOkAt}) => lastOkAt))
  const found = newest(known.map(({lastOutcome, lastAt}) => (lastOutcome === 'findings' ? lastAt : null)))
  if (success === undefined && found === undefined) return neverSucceeded(id, known)
  const last = Math.max(...[success, found].filter((time) => time !== undefined))
  const age = now - last
  if (Number.isNaN(age)) return stated(id, 'unknown', 'the journal holds a time that is none')
  if (age < -tolerance)
    return stated(id, 'unknown', 'its last success lies in the future: the clock was wrong then, or is now')
  if (last !== success) return foundSomething(id, Math.max(0, age), hours)
  const later = known.find(({lastAt}) => lastAt !== null && Date.parse(lastAt) > last)
  return afterwards(succeeded(id, Math.max(0, age), hours), later)
}

function newest(times: readonly (string | null)[]): number | undefined {
  const known = times.flatMap((time) => (time === null ? [] : [Date.parse(time)]))
  return known.length === 0 ? undefined : Math.max(...known)
}

function foundSomething(id: string, age: number, hours: number): Check {
  const check = aged(id, age, hours, `last ran ${duration(age)} ago; it found something wrong`)
  return check.status === 'ok' ? {...check, status: 'warning'} : check
}

function succeeded(id: string, age: number, hours: number): Check {
  return aged(id, age, hours, `last succeeded ${duration(age)} ago`)
}

function aged(id: string, age: number, hours: number, sentence: string): Check {
  const value = rounded(age / hour)
  const limits = {threshold: hours, criticalThreshold: hours * 3, percent: (value / (hours * 3)) * 100}
  return measured(id, {value, unit: 'h', ...limits}, sentence)
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
