import type {Severity, EventPattern} from '../config/alert-config.ts'
import type {builtinRules} from '../config/alert-config.ts'
import type {StoredEvent} from '../events/journal.ts'
import type {Outcome} from '../outcomes.ts'
import {en} from '../text/en.ts'
import {plainLine} from '../text/plain.ts'
import {problem, says, type Problem} from '../text/problem.ts'

/** One of the rules that are there anyway. `keyOf` tells what an event, bad or good, is about; '' where there is only one. */
export type DefaultRule = {
  readonly severity: Severity
  readonly on: readonly EventPattern[]
  /** Events that `on` means too, and that say the opposite: what they are about is none of its own. */
  readonly not?: readonly EventPattern[]
  /** Looked at only where none of `on` fits. */
  readonly until: readonly EventPattern[]
  readonly keyOf: (event: StoredEvent) => string
  readonly parts?: true
  readonly about: (payload: StoredEvent['payload']) => Problem
}

/** It was to run, and what it was to do is not done. Who was refused or took it back knows. */
export const undone: readonly Outcome[] = [
  'failed',
  'timed_out',
  'broken',
  'no_sandbox',
  'tampered',
  'unknown_outcome',
]
/** Whoever typed it knows; what the clock called lacks a setting, and nobody would notice. */
const unset = {outcome: ['invalid_input'], fields: {door: 'clock'}} as const
const ran: readonly Outcome[] = ['ok', 'findings', 'failed', 'timed_out']

type Payload = StoredEvent['payload']
export function word(payload: Payload, name: string): string {
  const value = payload[name]
  return typeof value === 'string' || typeof value === 'number' ? plainLine(String(value), 200) : '?'
}
const only = () => ''
const toolOf = ({payload}: StoredEvent) => word(payload, 'tool')
const pluginOf = ({payload}: StoredEvent) => word(payload, 'plugin' in payload ? 'plugin' : 'name')
const operations = (tools: readonly string[], outcome: readonly Outcome[]): EventPattern[] =>
  tools.map((operation) => ({operation, outcome}))

function backupFailed(payload: Payload): Problem {
  const [outcome, why] = [word(payload, 'outcome'), whyIn(payload)]
  return why === undefined
    ? problem('alert_backup_failed', {outcome})
    : problem('alert_backup_why', {outcome, why})
}

/** What the first problem of a call says; that a program ended with a status says nothing. */
function whyIn({problems}: Payload): string | undefined {
  const [first] = Array.isArray(problems) ? problems : []
  const {code, ...params} = (first ?? {}) as {readonly code?: unknown}
  if (typeof code !== 'string' || code.startsWith('plugin_failed') || !Object.hasOwn(en, code))
    return undefined
  return plainLine(says({code: code as Problem['code'], params}), 400)
}

export const defaultRules: Readonly<Record<(typeof builtinRules)[number], DefaultRule>> = {
  backup_failed: {
    severity: 'critical',
    on: [
      {operation: 'backup_create', outcome: undone},
      {operation: 'backup_create', ...unset},
    ],
    until: operations(['backup_create'], ['ok']),
    keyOf: only,
    about: backupFailed,
  },
  drill_findings: {
    severity: 'critical',
    on: [{types: ['BACKUP_DRILLED'], outcome: ['findings', 'failed']}],
    until: [{types: ['BACKUP_DRILLED'], outcome: ['ok']}],
    keyOf: only,
    about: (payload) =>
      payload['outcome'] === 'failed'
        ? problem('alert_drill_failed')
        : problem('alert_drill_findings', {summary: word(payload, 'summary')}),
  },
  verify_findings: {
    severity: 'critical',
    on: [{types: ['BACKUP_VERIFIED'], outcome: ['findings', 'failed']}],
    until: [{types: ['BACKUP_VERIFIED'], outcome: ['ok'], fields: {all: true}}],
    keyOf: only,
    about: (payload) =>
      payload['outcome'] === 'failed'
        ? problem('alert_verify_failed')
        : problem('alert_verify_findings', {summary: word(payload, 'summary')}),
  },
  schedule_missed: {
    severity: 'warning',
    on: [{types: ['SCHEDULE_MISSED']}],
    // Somebody mistyped a name, or the entry is gone: nothing would ever tell that it is over.
    not: [{types: ['SCHEDULE_MISSED'], fields: {because: 'unknown_entry'}}],
    until: [
      {outcome: ran, fields: {door: 'clock'}},
      {types: ['SCHEDULE_CHANGED'], fields: {change: 'removed'}},
    ],
    keyOf: ({payload}) =>
      typeof payload['entry'] === 'string'
        ? word(payload, 'entry')
        : (/^entry (.+)$/.exec(word(payload, 'who'))?.[1] ?? '?'),
    about: (payload) =>
      problem('alert_schedule_missed', {
        entry: word(payload, 'entry'),
        count: word(payload, 'count'),
        last: word(payload, 'last'),
        because: word(payload, 'because'),
      }),
  },
  plugin_tampered: {
    severity: 'critical',
    on: [{types: ['PLUGIN_TAMPERED']}],
    until: [
      {
        types: [
          'PLUGIN_APPROVED',
          'PLUGIN_UPDATED',
          'PLUGIN_INSTALLED',
          'PLUGIN_UNINSTALLED',
          'PLUGIN_DISABLED',
        ],
      },
    ],
    keyOf: pluginOf,
    about: (payload) => problem('alert_plugin_tampered', {name: word(payload, 'plugin')}),
  },
  config_refused: {
    severity: 'warning',
    on: [{types: ['CONFIG_REFUSED']}],
    until: [{types: ['CONFIG_RELOADED']}],
    keyOf: only,
    about: () => problem('alert_config_refused'),
  },
  journal_trouble: {
    severity: 'critical',
    on: [{types: ['JOURNAL_TROUBLE']}],
    until: [{types: ['JOURNAL_VERIFIED']}],
    keyOf: only,
    about: (payload) => problem('alert_journal_trouble', {cause: word(payload, 'cause')}),
  },
  health_findings: {
    severity: 'warning',
    on: [
      {types: ['HEALTH_CHECK_COMPLETED'], outcome: ['findings', 'failed']},
      {types: ['HEALTH_CHECK_COMPLETED'], fields: {status: 'warning'}},
    ],
    until: [{types: ['HEALTH_CHECK_COMPLETED'], outcome: ['ok']}],
    // Who had only some of the checks made knows nothing of the others: see `scopeOf` in host/announce.ts.
    keyOf: ({payload}) => (payload['part'] === undefined ? '' : word(payload, 'part')),
    parts: true,
    about: (payload) => problem('alert_health_findings', {summary: word(payload, 'summary')}),
  },
  update_failed: {
    severity: 'critical',
    on: [
      {operation: 'system_update_apply', outcome: undone},
      {operation: 'system_update_apply', ...unset},
    ],
    until: operations(['system_update_apply'], ['ok']),
    keyOf: only,
    about: (payload) => problem('alert_update_failed', {outcome: word(payload, 'outcome')}),
  },
  workflow_failed: {
    severity: 'warning',
    on: [
      {types: ['WORKFLOW_COMPLETED'], outcome: undone},
      {types: ['WORKFLOW_COMPLETED'], ...unset},
    ],
    until: [{types: ['WORKFLOW_COMPLETED'], outcome: ['ok', 'findings']}],
    keyOf: toolOf,
    about: (payload) =>
      problem('alert_workflow_failed', {tool: word(payload, 'tool'), outcome: word(payload, 'outcome')}),
  },
}
