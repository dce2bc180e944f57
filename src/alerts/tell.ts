import type {EventDraft} from '../events/journal.ts'
import {forget} from './fold.ts'
import {noticeDraft, noticeId, type Notice} from './notices.ts'
import {isQuiet} from './quiet.ts'
import type {Rule} from './rule.ts'
import type {Alert, AlertState} from './state.ts'

/** What telling needs: `said` are the notices that the journal holds already, by their names; it grows. */
export type Telling = {
  readonly state: AlertState
  readonly record: (event: EventDraft) => Promise<unknown>
  readonly said: Set<string>
  /** By the machine's clock: quiet hours are those of whoever is told, now. */
  readonly now: number
  readonly zone: string
  /** Alerts that something was said of by this evaluation, whose time is not known before its end. */
  readonly fresh: Set<Alert>
}

/** Says what has not been said of an alert, unless this is not the time for it. What was said before is taken as said. */
export async function tell(telling: Telling, rule: Rule, alert: Alert): Promise<void> {
  const {state} = telling
  if (alert.state === 'firing') {
    if (alert.told === undefined) await fire(telling, rule, alert)
    return
  }
  if (alert.state !== 'resolved') return
  if (alert.told === undefined && alert.held === 'quiet') await fire(telling, rule, alert)
  if (alert.told === undefined && alert.held === 'silence' && !isSilenced(state, rule))
    return forget(state, alert)
  if (alert.told === undefined) return
  if (!(await say(telling, rule, alert, {type: 'ALERT_RESOLVED', repeat: 0}))) return
  delete alert.told
  delete alert.held
}

/** Says again what lasts. */
export async function tellAgain(telling: Telling, rule: Rule, alert: Alert): Promise<void> {
  const {told} = alert
  if (alert.state !== 'firing' || told === undefined || rule.repeatMs === undefined) return
  if (telling.state.clock.steady - told.at < rule.repeatMs) return
  const repeat = told.repeats + 1
  if (await say(telling, rule, alert, {type: 'ALERT_REPEAT', repeat})) {
    alert.told = {at: telling.state.clock.steady, repeats: repeat}
  }
}

export function isSilenced({silences, clock}: AlertState, {name}: Pick<Rule, 'name'>): boolean {
  return (silences[name]?.until ?? 0) > clock.steady
}

async function fire(telling: Telling, rule: Rule, alert: Alert): Promise<void> {
  if (!(await say(telling, rule, alert, {type: 'ALERT_FIRING', repeat: 0}))) return
  alert.told = {at: telling.state.clock.steady, repeats: 0}
  telling.fresh.add(alert)
}

/** Says it where it may be said now; true where it is said, by this evaluation or by one that died before it could note it. */
async function say(telling: Telling, rule: Rule, alert: Alert, notice: Notice): Promise<boolean> {
  const {state, record, said} = telling
  const id = noticeId(notice.type, alert.rule, alert.key, alert.start, notice.repeat)
  if (said.has(id)) return true
  const held = holds(telling, rule)
  if (held === undefined) {
    await record(noticeDraft(rule, alert, notice, state))
    said.add(id)
    return true
  }
  if (notice.type === 'ALERT_FIRING' && !(alert.held === 'quiet' && held === 'silence')) alert.held = held
  return false
}

function holds({state, now, zone}: Telling, rule: Rule): Alert['held'] {
  if (isSilenced(state, rule)) return 'silence'
  return rule.severity !== 'critical' && isQuiet(rule.quiet, now, zone) ? 'quiet' : undefined
}
