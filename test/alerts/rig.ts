import {join} from 'node:path'
import {evaluateAlerts, type Evaluated, type Evaluating} from '../../src/alerts/evaluate.ts'
import {alertRows, type AlertRow} from '../../src/alerts/list.ts'
import {readState} from '../../src/alerts/state.ts'
import type {AlertConfig, AlertRule} from '../../src/config/alert-config.ts'
import {defaults} from '../../src/config/config.ts'
import type {EventDraft, OpenJournal, StoredEvent} from '../../src/events/journal.ts'
import {draft, open, type Place} from '../events/place.ts'

export const [minute, hour] = [60_000, 3_600_000]

/** A journal and the rules of `config` by a clock of the test's own. */
export function rigIn(place: Place, config: Partial<AlertConfig>, start: string, zone = 'UTC') {
  let at = Date.parse(start)
  const alerts: AlertConfig = {...defaults.alerts, ...config}
  const journal: OpenJournal = open(place, {now: () => at})
  const deps: Evaluating = {
    paths: {state: join(place.folder, 'state')},
    uid: process.getuid?.() ?? 0,
    config: alerts,
    whole: true,
    journal,
    record: (event) => journal.append(event),
    now: () => at,
    zone,
  }
  const state = () => readState(deps.paths, deps.uid)
  return {
    deps,
    journal,
    state,
    /** The clock of the test. */
    set: (to: string | number) => void (at = typeof to === 'number' ? to : Date.parse(to)),
    later: (ms: number) => void (at += ms),
    now: () => at,
    add: (event: EventDraft) => journal.append(event),
    evaluate: (more: Partial<Evaluating> = {}): Promise<Evaluated> => evaluateAlerts({...deps, ...more}),
    rows: (): AlertRow[] => {
      const read = state()
      return alertRows(alerts, read !== undefined && 'code' in read ? undefined : read, at, zone)
    },
    notices: () => noticesOf(journal),
    said: () => noticesOf(journal).map(inShort),
  }
}

/** What was said to people, oldest first. */
export function noticesOf(journal: Pick<OpenJournal, 'read'>): StoredEvent[] {
  return [...journal.read({types: ['ALERT_FIRING', 'ALERT_REPEAT', 'ALERT_RESOLVED']})]
}

export const inShort = ({event_type, payload}: StoredEvent) =>
  `${event_type.slice('ALERT_'.length)} ${String(payload['alert'])}`

/** How a call ended. */
export function ended(
  tool: string,
  outcome: string,
  more: Readonly<Record<string, unknown>> = {},
): EventDraft {
  return draft('CALL_FINISHED', {
    call: `call-${(counter += 1)}`,
    tool,
    plugin: tool,
    who: 'ada',
    outcome,
    ...more,
  })
}
let counter = 0

export const only = (rules: Readonly<Record<string, AlertRule>>) => ({rules})
