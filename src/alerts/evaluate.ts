import type {AlertConfig} from '../config/alert-config.ts'
import type {Paths} from '../config/paths.ts'
import {alone, Busy} from '../config/update-file.ts'
import type {EventDraft, OpenJournal, StoredEvent} from '../events/journal.ts'
import {problem, says, type Problem} from '../text/problem.ts'
import {adopt, idOf, noticeTypes, saidBy} from './adopt.ts'
import {rulesIn} from './compile.ts'
import {foldEvent, foldTime, forget, resolve} from './fold.ts'
import {noteRules} from './known-rules.ts'
import {dayAgo, freshState, notTheSame} from './position.ts'
import type {Rule} from './rule.ts'
import {alertFile, readState, writeState, type AlertState} from './state.ts'
import {tick} from './steady.ts'
import {tell, tellAgain, type Telling} from './tell.ts'

export type Evaluating = {
  readonly paths: Pick<Paths, 'state'>
  readonly uid: number
  readonly config: AlertConfig
  /** False while the configuration is broken: then only the rules that are there anyway are evaluated, and no other's alert ends. */
  readonly whole: boolean
  readonly journal: Pick<OpenJournal, 'read' | 'lastRun'>
  /** Rejects when the event could not be made durable. */
  readonly record: (event: EventDraft) => Promise<unknown>
  readonly now: () => number
  /** The machine's time zone, for quiet hours. */
  readonly zone: string
}

export type Evaluated = {readonly state?: AlertState; readonly problems: readonly Problem[]}

const patienceMs = 10_000
/** A clock that went on by less is not worth a write. */
const restMs = 60_000
const contentOf = (state: AlertState) => JSON.stringify({...state, clock: undefined})

/**
 * Holds what happened since the last time, and the time that passed, against every rule, and puts on record what people have
 * to be told: each notice once, whoever evaluates at the same time and wherever one of them is killed. Costs next to nothing
 * where nothing happened. Rejects where the journal takes no entry; then the next evaluation says it.
 */
export async function evaluateAlerts(deps: Evaluating): Promise<Evaluated> {
  try {
    return await alone(alertFile(deps.paths), () => evaluate(deps), patienceMs)
  } catch (error) {
    if (!(error instanceof Busy)) throw error
    return {problems: [problem('alert_busy', {file: alertFile(deps.paths)})]}
  }
}

async function evaluate(deps: Evaluating): Promise<Evaluated> {
  const {paths, uid, journal, now: clock} = deps
  const now = clock()
  const read = readState(paths, uid)
  if (read !== undefined && 'code' in read && read.code !== 'alert_state_damaged') return {problems: [read]}
  const kept = read === undefined || 'code' in read ? undefined : read
  const before = kept && {text: contentOf(kept), at: kept.clock.last}
  const state = kept ?? freshState(journal, now)
  if (kept === undefined) adoptAll(state, journal)
  await heedJournal(deps, state, now)
  await fold(deps, state, now)
  const late = before === undefined || now < before.at || now - before.at >= restMs
  if (late || contentOf(state) !== before.text) writeState(paths, state)
  return {state, problems: read !== undefined && 'code' in read ? [read] : []}
}

/** What was said before anything was noted. */
function adoptAll(state: AlertState, journal: Evaluating['journal']): void {
  const all = [...journal.read({types: noticeTypes})].flatMap((event) => saidBy(event) ?? [])
  const said = new Set(all.map(idOf))
  for (const notice of all) {
    if (notice.event.sequence <= state.position.sequence) adopt(state, said, notice)
  }
}

/** What is in a journal that is not the one that was seen is looked at as if for the first time. */
async function heedJournal({journal, record}: Evaluating, state: AlertState, now: number): Promise<void> {
  const wrong = notTheSame(journal, state)
  if (wrong === undefined) return
  const payload = {cause: says(wrong), problem: wrong}
  await record({event_type: 'JOURNAL_TROUBLE', payload, source: 'host', correlation_id: 'alerts'})
  state.position = dayAgo(journal, now)
}

async function fold(deps: Evaluating, state: AlertState, now: number): Promise<void> {
  const {config, whole, journal, record, zone} = deps
  const rules = rulesIn(whole ? config : {...config, rules: {}})
  noteRules(state, rules, journal, now)
  const after = state.position.sequence
  const said = [...journal.read({types: noticeTypes, after})].flatMap((event) => saidBy(event) ?? [])
  const telling = {state, record, said: new Set(said.map(idOf)), now, zone, fresh: new Set<never>()}
  for (const event of journal.read({after})) {
    await look(telling, rules, event)
    state.position = {sequence: event.sequence, hash: event.hash}
  }
  state.clock = tick(state.clock, now)
  await passTime(telling, rules)
  if (whole) await endOthers(telling, rules)
}

async function look(telling: Telling, rules: readonly Rule[], event: StoredEvent): Promise<void> {
  const {state, said} = telling
  state.clock = tick(state.clock, Date.parse(event.timestamp))
  const notice = saidBy(event)
  if (notice !== undefined) return adopt(state, said, notice)
  for (const rule of rules) {
    const sight = rule.sees(event)
    const alerts = sight === undefined ? [] : foldEvent(state, rule, sight, event)
    for (const alert of alerts) await tell(telling, rule, alert)
  }
}

async function passTime(telling: Telling, rules: readonly Rule[]): Promise<void> {
  const {state, fresh} = telling
  for (const rule of rules) foldTime(state, rule)
  const byName = new Map(rules.map((rule) => [rule.name, rule]))
  const watched = Object.values(state.alerts).flatMap((alert) => {
    const rule = byName.get(alert.rule)
    return rule === undefined ? [] : [{rule, alert}]
  })
  for (const {rule, alert} of watched) await tell(telling, rule, alert)
  for (const {told} of fresh) if (told !== undefined) told.at = state.clock.steady
  for (const {rule, alert} of watched) await tellAgain(telling, rule, alert)
  for (const [name, {until}] of Object.entries(state.silences)) {
    if (until <= state.clock.steady) delete state.silences[name]
  }
}

/** Nobody watches any more what a rule found that is gone: whoever was told of it is told that. */
async function endOthers(telling: Telling, rules: readonly Rule[]): Promise<void> {
  const {state} = telling
  const names = new Set(rules.map(({name}) => name))
  for (const alert of Object.values(state.alerts).filter(({rule}) => !names.has(rule))) {
    if (alert.state === 'firing') resolve(state, alert)
    const gone: Rule = {name: alert.rule, severity: 'info', looksFor: '', sees: () => undefined, forMs: 0}
    if (alert.told !== undefined) await tell(telling, gone, alert)
    if (alert.told === undefined) forget(state, alert)
  }
  for (const name of Object.keys(state.rules)) if (!names.has(name)) delete state.rules[name]
}
