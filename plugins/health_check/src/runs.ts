import type {Run} from '../../../src/facts/runs.ts'
import {measured, rounded, stated, type Check} from './check.ts'
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

/** How long ago the work last succeeded, by the journal. */
export function lastRun({id, tools, hours}: Asked, runs: readonly Run[], now: number): Check {
  const known = runs.filter(({tool}) => tools.includes(tool))
  if (known.length === 0) return stated(id, 'not_applicable', `there is no plugin ${tools.join(' or ')}`)
  const successes = known.flatMap(({lastOkAt}) => (lastOkAt === null ? [] : [Date.parse(lastOkAt)]))
  if (successes.length === 0) return neverSucceeded(id, known)
  const age = now - Math.max(...successes)
  if (Number.isNaN(age)) return stated(id, 'unknown', 'the journal holds a time that is none')
  if (age < -tolerance)
    return stated(id, 'unknown', 'its last success lies in the future: the clock was wrong then, or is now')
  const value = Math.max(0, rounded(age / hour))
  const limits = {threshold: hours, criticalThreshold: hours * 3, percent: (value / (hours * 3)) * 100}
  return measured(
    id,
    {value, unit: 'h', ...limits},
    `last succeeded ${duration(Math.max(0, age))} ago${afterwards(known)}`,
  )
}

function neverSucceeded(id: string, known: readonly Run[]): Check {
  const ran = known.find(({lastAt}) => lastAt !== null)
  if (ran === undefined) return stated(id, 'warning', 'it has never run')
  if (ran.lastOutcome === null)
    return stated(id, 'warning', 'it never succeeded; its last run has no end yet')
  return stated(id, 'critical', `it never succeeded; its last run: ${ran.lastOutcome}`)
}

function afterwards(known: readonly Run[]): string {
  const later = known.find(({lastAt, lastOkAt}) => lastAt !== null && lastOkAt !== null && lastAt > lastOkAt)
  return later ? `; since then: ${later.lastOutcome ?? 'one without an end yet'}` : ''
}
