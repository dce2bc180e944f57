import {join} from 'node:path'
import type {Paths} from '../config/paths.ts'
import {readSafely} from '../config/safe-file.ts'
import {replaceFile} from '../config/update-file.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {Steady} from './steady.ts'

/** An event that an alert goes back to. */
export type Cause = {
  readonly sequence: number
  readonly type: string
  readonly at: string
  readonly call?: string
}

/**
 * One thing that is, or was, wrong. Numbers that are times are steady milliseconds. `start` is the number of the event that
 * began it; with rule and key it names the alert for good.
 */
export type Alert = {
  rule: string
  key: string
  state: 'pending' | 'firing' | 'resolved'
  start: number
  since: number
  /** The same, as the clock of that time had it. */
  sinceHere: string
  first: Cause | undefined
  last: Cause | undefined
  seen: number
  count: number
  about: Problem
  value?: number
  /** That it fires was said: when last, and how often again. */
  told?: {at: number; repeats: number}
  /** It fired in quiet hours or while it was silenced, and was not said. */
  held?: 'quiet' | 'silence'
  ended?: {at: number; here: string; by?: Cause}
}

export type Ping = {
  /** The good event that was passed on last. */
  readonly sequence: number
  readonly failed?: {readonly at: number; readonly here: string; readonly cause: string}
}

export type RuleState = {
  looksFor: string
  /** Since when it is evaluated. */
  known: number
  good?: {sequence: number; at: number; here: string}
  ping?: Ping
}

export type Silence = {
  readonly until: number
  readonly reason: string
  readonly who: string
  readonly call: string
}

export type AlertState = {
  /** The last event that was looked at, and the journal's clock there. */
  position: {sequence: number; hash: string}
  clock: Steady
  rules: Record<string, RuleState>
  alerts: Record<string, Alert>
  silences: Record<string, Silence>
}

export const alertFile = ({state}: Pick<Paths, 'state'>) => join(state, 'alerts.json')

export const alertId = (rule: string, key: string) => `${rule}/${key}`

const largest = 16 * 1024 * 1024

/** Undefined where there is none yet; a problem where it cannot be trusted. */
export function readState(paths: Pick<Paths, 'state'>, uid: number): AlertState | Problem | undefined {
  const file = alertFile(paths)
  const found = readSafely(file, uid, largest)
  if (found === undefined || 'code' in found) return found
  try {
    const {version, ...state} = JSON.parse(found.text) as AlertState & {version: unknown}
    if (version === 1 && isState(state)) return state
  } catch {}
  return problem('alert_state_damaged', {file})
}

/** Call it alone. */
export function writeState(paths: Pick<Paths, 'state'>, state: AlertState): void {
  replaceFile(alertFile(paths), `${JSON.stringify({version: 1, ...state}, undefined, 1)}\n`)
}

function isState({position, clock, rules, alerts, silences}: AlertState): boolean {
  const tables = [rules, alerts, silences]
  const numbers = [position.sequence, clock.steady, clock.last, clock.high]
  return (
    numbers.every(Number.isFinite) && tables.every((table) => typeof table === 'object' && table !== null)
  )
}
