import type {Facts} from '../../../src/facts/facts.ts'
import type {Check, Status} from './check.ts'
import {items, type Limits} from './items.ts'

export type Input = {
  readonly disk_threshold?: number
  readonly load_threshold?: number
  readonly mem_threshold?: number
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  readonly quiet?: boolean
}

export type Config = {
  readonly DISK_THRESHOLD: number
  readonly LOAD_THRESHOLD: number
  readonly MEM_THRESHOLD: number
  readonly DAILY_WORKFLOW_HOURS: number
  readonly BACKUP_HOURS: number
}

type Counts = Record<Status, number>

export type Report = {
  /** Something is critical. */
  readonly findings: boolean
  /** The worst of the checks; what could not be looked at is worse than ok. */
  readonly status: Status
  readonly summary: string
  /** Of all checks that were made, shown or not. */
  readonly counts: Counts
  readonly checks: readonly Check[]
}

/** Judges the facts. `now` in milliseconds since the epoch. */
export function report(facts: Facts, input: Input, config: Config, now: number): Report {
  const limits = limitsFrom(input, config)
  const checks = chosen(input).flatMap((judge) => judge(facts, limits, now))
  const counts = count(checks)
  const shown = input.quiet
    ? checks.filter(({status}) => status !== 'ok' && status !== 'not_applicable')
    : checks
  const summary = input.quiet && shown.length === 0 && checks.length > 0 ? '' : words(counts)
  return {findings: counts.critical > 0, status: worst(counts), summary, counts, checks: shown}
}

function limitsFrom(input: Input, config: Config): Limits {
  return {
    disk: input.disk_threshold ?? config.DISK_THRESHOLD,
    load: input.load_threshold ?? config.LOAD_THRESHOLD,
    memory: input.mem_threshold ?? config.MEM_THRESHOLD,
    dailyHours: config.DAILY_WORKFLOW_HOURS,
    backupHours: config.BACKUP_HOURS,
  }
}

function chosen({only, skip = []}: Input) {
  const names = Object.keys(items).filter((name) => (only ?? [name]).includes(name) && !skip.includes(name))
  return names.map((name) => items[name]).filter((judge) => judge !== undefined)
}

const order = ['critical', 'warning', 'unknown', 'ok', 'not_applicable'] as const

function count(checks: readonly Check[]): Counts {
  const counts: Counts = {critical: 0, warning: 0, unknown: 0, ok: 0, not_applicable: 0}
  for (const {status} of checks) counts[status] += 1
  return counts
}

/** Nothing looked at is nothing known. */
function worst(counts: Counts): Status {
  return order.find((status) => counts[status] > 0) ?? 'unknown'
}

function words(counts: Counts): string {
  const parts = order
    .filter((status) => counts[status] > 0)
    .map((status) => `${counts[status]} ${noun(status, counts[status])}`)
  return parts.length > 0 ? parts.join(', ') : 'nothing was checked'
}

function noun(status: Status, count: number): string {
  return status === 'warning' && count > 1 ? 'warnings' : status.replace('_', ' ')
}
