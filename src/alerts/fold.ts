import type {StoredEvent} from '../events/journal.ts'
import type {Problem} from '../text/problem.ts'
import type {Rule, Sight} from './rule.ts'
import {alertId, type Alert, type AlertState, type Cause} from './state.ts'
import {wallAt} from './steady.ts'

/** So many things one rule tells apart; what comes then is one thing more. */
const mostKeys = 200

/** What one event changes in what one rule watches; the alerts that it is about, where there are any. */
export function foldEvent(state: AlertState, rule: Rule, sight: Sight, event: StoredEvent): readonly Alert[] {
  return keysOf(state, rule, sight).flatMap((key) => foldOne(state, rule, {...sight, key}, event) ?? [])
}

function keysOf({alerts}: AlertState, {name, parts}: Rule, {is, key}: Sight): readonly string[] {
  if (parts !== true) return [key]
  const own = Object.values(alerts).filter(({rule}) => rule === name)
  if (key === '') return is === 'good' ? ['', ...own.flatMap(({key}) => key || [])] : ['']
  const told = is === 'bad' && own.some(({key, state}) => key === '' && state === 'firing')
  return told ? [] : [key]
}

function foldOne(state: AlertState, rule: Rule, sight: Sight, event: StoredEvent): Alert | undefined {
  const key = keyFor(state, rule, sight.key)
  const alert = state.alerts[alertId(rule.name, key)]
  if (sight.is === 'bad') return turnedBad(state, rule, {...sight, key}, event)
  if (sight.is === 'good') {
    const at = {sequence: event.sequence, at: state.clock.steady, here: event.timestamp}
    const known = state.rules[rule.name]
    if (known !== undefined) known.good = at
  }
  if (alert === undefined) return undefined
  if (alert.state === 'pending') forget(state, alert)
  else if (alert.state === 'firing' && sight.is === 'good') resolve(state, alert, causeOf(event))
  return alert
}

/** What the passing of time alone changes; `state.clock` says how late it is. */
export function foldTime(state: AlertState, rule: Rule): void {
  const {steady} = state.clock
  for (const alert of Object.values(state.alerts).filter(({rule: name}) => name === rule.name)) {
    if (alert.state === 'pending' && steady - alert.since >= rule.forMs) alert.state = 'firing'
    if (rule.lapseMs !== undefined && alert.state === 'firing' && steady - alert.seen >= rule.lapseMs)
      resolve(state, alert)
  }
  if (rule.within !== undefined) overdue(state, rule.name, rule.within)
}

export function resolve({clock}: AlertState, alert: Alert, by?: Cause): void {
  alert.state = 'resolved'
  alert.ended = {at: clock.steady, here: wallAt(clock, clock.steady), ...(by && {by})}
}

export function forget(state: AlertState, {rule, key}: Alert): void {
  delete state.alerts[alertId(rule, key)]
}

type Bad = {readonly key: string; readonly about: Problem; readonly value?: number}

function turnedBad(state: AlertState, rule: Rule, bad: Bad, event: StoredEvent): Alert {
  const alert = going(state, rule.name, bad.key) ?? begin(state, rule.name, bad, event)
  const {steady} = state.clock
  Object.assign(alert, {last: causeOf(event), seen: steady, about: bad.about, count: alert.count + 1})
  if (bad.value !== undefined) alert.value = bad.value
  if (alert.state === 'resolved') {
    // Nobody was told that it was over, so for them it never was.
    alert.state = 'firing'
    delete alert.ended
  }
  if (alert.state === 'pending' && steady - alert.since >= rule.forMs) alert.state = 'firing'
  return alert
}

/** One that is over, and that everybody was told of, is not the one that begins now. */
function going({alerts}: AlertState, rule: string, key: string): Alert | undefined {
  const alert = alerts[alertId(rule, key)]
  const closed = alert?.state === 'resolved' && alert.told === undefined && alert.held === undefined
  return closed ? undefined : alert
}

function begin(state: AlertState, rule: string, {key, about}: Bad, event?: StoredEvent, start = 0): Alert {
  const {clock} = state
  const cause = event && causeOf(event)
  const alert: Alert = {
    rule,
    key,
    state: 'pending',
    start: event?.sequence ?? start,
    since: clock.steady,
    sinceHere: event?.timestamp ?? wallAt(clock, clock.steady),
    first: cause,
    last: cause,
    seen: clock.steady,
    count: 0,
    about,
  }
  state.alerts[alertId(rule, key)] = alert
  return alert
}

/** Named by the last good event: what was said of it once is not said again, whoever evaluates it. */
function overdue(state: AlertState, name: string, {ms, about}: NonNullable<Rule['within']>): void {
  const {known = state.clock.steady, good} = state.rules[name] ?? {}
  const since = good?.at ?? known
  if (state.clock.steady - since < ms) return
  const there = state.alerts[alertId(name, '')]
  if (there !== undefined && there.state !== 'resolved') return
  const alert = going(state, name, '') ?? begin(state, name, {key: '', about}, undefined, good?.sequence ?? 0)
  alert.count += 1
  alert.state = 'firing'
  delete alert.ended
}

function keyFor({alerts}: AlertState, {name}: Rule, key: string): string {
  if (alerts[alertId(name, key)] !== undefined) return key
  const own = Object.values(alerts).filter(({rule}) => rule === name)
  if (own.length < mostKeys) return key
  const over = own.find(
    ({state, told, held}) => state === 'resolved' && told === undefined && held === undefined,
  )
  if (over === undefined) return '…'
  delete alerts[alertId(name, over.key)]
  return key
}

function causeOf({sequence, event_type, timestamp, payload}: StoredEvent): Cause {
  const {call} = payload
  return {sequence, type: event_type, at: timestamp, ...(typeof call === 'string' && {call})}
}
