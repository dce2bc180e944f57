/** How much somebody has to hurry. `critical` is told at once, also in quiet hours. */
export type Severity = 'info' | 'warning' | 'critical'

/** Which events are meant; every field narrows. `operation` is the tool of a call: `backup_create`. */
export type EventPattern = {
  readonly types?: readonly string[]
  readonly operation?: string
  readonly outcome?: readonly string[]
  /** Fields of the payload and what they have to be. */
  readonly fields?: Readonly<Record<string, string | number | boolean>>
}

/** A rule as a file says it: what it looks for, or, under the name of a rule that is there anyway, what is otherwise about that. */
export type AlertRule = {
  readonly on?: EventPattern
  /** What tells that it is over. */
  readonly until?: EventPattern
  readonly within?: {readonly operation: string; readonly time: string}
  readonly value?: {
    readonly operation: string
    readonly path: string
    readonly above: number
    readonly clear?: number
    readonly for?: string
  }
  readonly severity?: Severity
  readonly repeat?: string
  readonly quiet?: string
  readonly deadman?: string
  readonly next?: string
  readonly off?: boolean
}

/** `repeat`, `quiet`: for rules that say nothing of their own; `never` is none. */
export type AlertConfig = {
  readonly repeat: string
  readonly quiet: string
  readonly rules: Readonly<Record<string, AlertRule>>
}

/** Rules that are there without any configuration; `off: true` under such a name switches it off. */
export const builtinRules = [
  'backup_failed',
  'drill_findings',
  'verify_findings',
  'schedule_missed',
  'plugin_tampered',
  'config_refused',
  'journal_trouble',
  'health_findings',
  'update_failed',
  'workflow_failed',
] as const

/** Has this configuration something that only the passing of time brings about? Then somebody has to look now and then. */
export function needsLooks({quiet, rules}: AlertConfig): boolean {
  const timed = ({within, value, quiet, deadman, off}: AlertRule) =>
    off !== true &&
    (within !== undefined ||
      value?.for !== undefined ||
      deadman !== undefined ||
      (quiet ?? 'never') !== 'never')
  return quiet !== 'never' || Object.values(rules).some(timed)
}
