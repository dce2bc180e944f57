import type {AlertConfig} from '../config/alert-config.ts'
import {says} from '../text/problem.ts'
import {rulesIn} from './compile.ts'
import {quietUntil} from './quiet.ts'
import type {Rule} from './rule.ts'
import type {Alert, AlertState, Cause, RuleState} from './state.ts'
import {wallAt} from './steady.ts'

/** One rule, or one of the things that it watches, as it is. Times are ISO, UTC; null where there is none. */
export type AlertRow = {
  readonly rule: string
  readonly key: string
  /** `unknown`: no evaluation has looked at the rule yet. */
  readonly state: 'ok' | 'pending' | 'firing' | 'resolved' | 'unknown'
  readonly severity: Rule['severity']
  readonly what: string | null
  readonly since: string | null
  readonly ended: string | null
  readonly count: number
  readonly value: number | null
  readonly lastEvent: Cause | null
  readonly lastGood: string | null
  /** When it is said again if it lasts. */
  readonly nextRepeat: string | null
  /** Quiet hours keep it until then. */
  readonly heldUntil: string | null
  readonly silencedUntil: string | null
  readonly silencedBecause: string | null
  /** Why its dead-man switch could not be told, where it could not. */
  readonly deadman: 'ok' | 'failing' | null
  readonly deadmanCause: string | null
}

/** How every rule stands: first what fires, then what waits, then the rest, each by its name. */
export function alertRows(
  config: AlertConfig,
  state: AlertState | undefined,
  now: number,
  zone: string,
): AlertRow[] {
  const rows = rulesIn(config).flatMap((rule) => {
    const own = Object.values(state?.alerts ?? {}).filter((alert) => alert.rule === rule.name)
    return own.length === 0
      ? [rowOf(rule, state, now, zone)]
      : own.map((one) => rowOf(rule, state, now, zone, one))
  })
  const order = ['firing', 'pending', 'resolved', 'unknown', 'ok']
  return rows.sort(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.rule + a.key < b.rule + b.key ? -1 : 1),
  )
}

function rowOf(
  rule: Rule,
  state: AlertState | undefined,
  now: number,
  zone: string,
  alert?: Alert,
): AlertRow {
  const {name, severity} = rule
  const known = state?.rules[name]
  const silence = state?.silences[name]
  const silenced = silence !== undefined && state !== undefined && silence.until > state.clock.steady
  return {
    rule: name,
    key: alert?.key ?? '',
    state: alert?.state ?? (known === undefined ? 'unknown' : 'ok'),
    severity,
    what: alert === undefined ? null : says(alert.about),
    since: alert?.sinceHere ?? null,
    ended: alert?.ended?.here ?? null,
    count: alert?.count ?? 0,
    value: alert?.value ?? null,
    lastEvent: alert?.last ?? null,
    lastGood: known?.good?.here ?? null,
    nextRepeat: nextRepeat(rule, state, alert),
    heldUntil:
      alert?.held === 'quiet' && alert.told === undefined
        ? new Date(quietUntil(rule.quiet, now, zone)).toISOString()
        : null,
    silencedUntil: silenced ? wallAt(state.clock, silence.until) : null,
    silencedBecause: silenced ? silence.reason : null,
    ...deadman(rule, known),
  }
}

function nextRepeat({repeatMs}: Rule, state?: AlertState, alert?: Alert): string | null {
  if (state === undefined || alert?.told === undefined || repeatMs === undefined || alert.state !== 'firing')
    return null
  return wallAt(state.clock, alert.told.at + repeatMs)
}

function deadman(rule: Rule, known?: RuleState): Pick<AlertRow, 'deadman' | 'deadmanCause'> {
  if (rule.deadman === undefined) return {deadman: null, deadmanCause: null}
  const failed = known?.ping?.failed
  return {deadman: failed === undefined ? 'ok' : 'failing', deadmanCause: failed?.cause ?? null}
}
