import type {Absent, Unavailable} from '../../../src/facts/reason.ts'

/** `unknown`: it could not be looked at. `not_applicable`: there is no such thing here, and need not be. */
export type Status = 'ok' | 'warning' | 'critical' | 'unknown' | 'not_applicable'

export type Check = {
  /** The item of `--only` and, where there are several, what it is about: `disk:/boot`. */
  readonly id: string
  readonly status: Status
  /** What was measured, in `unit`; null where it is not a number. */
  readonly value: number | null
  readonly unit: string | null
  /** From here on it is a warning; null where nothing is. */
  readonly threshold: number | null
  readonly criticalThreshold: number | null
  /** How far it is from nothing (0) to full or critical (100), for a bar. */
  readonly percent: number | null
  readonly sentence: string
}

type Measure = {
  readonly value: number
  readonly unit: string
  readonly threshold?: number
  readonly criticalThreshold?: number
  readonly percent?: number
}

/** A check of a number: warning from `threshold` on, critical from `criticalThreshold` on. */
export function measured(id: string, measure: Measure, sentence: string): Check {
  const {value, unit, threshold = null, criticalThreshold = null, percent = null} = measure
  const reached = (limit: number | null) => limit !== null && value >= limit
  const status = reached(criticalThreshold) ? 'critical' : reached(threshold) ? 'warning' : 'ok'
  return {
    id,
    status,
    value,
    unit,
    threshold,
    criticalThreshold,
    percent: percent && capped(percent),
    sentence,
  }
}

/** A check of something that is no number. */
export function stated(id: string, status: Status, sentence: string): Check {
  const nothing = {value: null, unit: null, threshold: null, criticalThreshold: null, percent: null}
  return {id, status, ...nothing, sentence}
}

/** What `judge` says of a fact, or why there is nothing to judge: then it is unknown or not applicable, and never ok. */
export function looked<Fact extends object>(
  id: string,
  fact: Fact | Unavailable | Absent | undefined,
  judge: (fact: Fact) => readonly Check[],
): readonly Check[] {
  if (fact === undefined) return [stated(id, 'unknown', 'the host did not hand over this fact')]
  if ('unavailable' in fact) return [unknown(id, fact)]
  if ('absent' in fact) return [stated(id, 'not_applicable', clause(fact.absent.says))]
  if (Array.isArray(fact) && fact.length === 0)
    return [stated(id, 'unknown', 'the host found nothing to look at')]
  return judge(fact)
}

/** The check of something that could not be looked at, with the reason. */
export function unknown(id: string, {unavailable}: Unavailable): Check {
  return stated(id, 'unknown', clause(unavailable.says))
}

function clause(sentence: string): string {
  return sentence.replace(/\.$/, '')
}

/** The critical threshold that belongs to a percentage: 95, or halfway to 100 where that is more. */
export function criticalFrom(threshold: number): number {
  return Math.max(95, (threshold + 100) / 2)
}

function capped(percent: number): number {
  return Math.min(100, Math.max(0, rounded(percent)))
}

/** To one decimal: what is compared is what is shown. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
