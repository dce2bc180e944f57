import type {AlertConfig, AlertRule} from '../config/alert-config.ts'
import {spanOf} from '../config/span.ts'
import type {StoredEvent} from '../events/journal.ts'
import {problem} from '../text/problem.ts'
import {defaultRules, undone, word, type DefaultRule} from './default-rules.ts'
import {matches} from './match.ts'
import type {Rule, Sight} from './rule.ts'

type Looks = Pick<Rule, 'sees' | 'parts' | 'forMs' | 'lapseMs' | 'within'>

/** An alert whose end nothing tells, and that is never repeated, is over after so long without another. */
const lapseMs = 4 * 3_600_000

/** Every rule that is on: those that are there anyway, as the configuration has them, and its own. */
export function rulesIn(config: AlertConfig): Rule[] {
  const own = Object.entries(config.rules).filter(([name]) => !Object.hasOwn(defaultRules, name))
  const all: (readonly [string, AlertRule, DefaultRule?])[] = [
    ...Object.entries(defaultRules).map(([name, rule]) => [name, config.rules[name] ?? {}, rule] as const),
    ...own,
  ]
  return all.filter(([, {off}]) => off !== true).map((one) => compiled(config, ...one))
}

function compiled(config: AlertConfig, name: string, given: AlertRule, standard?: DefaultRule): Rule {
  const {on, until, within, value, deadman, next} = given
  const [repeat, quiet] = [given.repeat ?? config.repeat, given.quiet ?? config.quiet]
  const repeatMs = spanOf(repeat)
  const itself = on === undefined && within === undefined && value === undefined ? standard : undefined
  return {
    name,
    severity: given.severity ?? standard?.severity ?? 'warning',
    looksFor: JSON.stringify([on, until, within, value]),
    ...(itself === undefined ? looks(name, given, repeatMs) : standardLooks(itself)),
    ...(repeatMs !== undefined && {repeatMs}),
    ...(quiet !== 'never' && {quiet}),
    ...(deadman !== undefined && {deadman}),
    ...(next !== undefined && {next}),
  }
}

function standardLooks(rule: DefaultRule): Looks {
  return {sees: standardSight(rule), ...(rule.parts && {parts: true}), forMs: 0}
}

function standardSight({on, not = [], until, keyOf, about}: DefaultRule): Rule['sees'] {
  return (event) => {
    if (not.some((one) => matches(one, event))) return {is: 'good', key: keyOf(event)}
    if (on.some((one) => matches(one, event)))
      return {is: 'bad', key: keyOf(event), about: about(event.payload)}
    return until.some((one) => matches(one, event)) ? {is: 'good', key: keyOf(event)} : undefined
  }
}

function looks(name: string, given: AlertRule, repeatMs: number | undefined): Looks {
  if (given.within !== undefined) return withinLooks(name, given.within)
  if (given.value !== undefined) return valueLooks(name, given.value)
  return eventLooks(name, given, repeatMs)
}

function withinLooks(name: string, {operation, time}: NonNullable<AlertRule['within']>): Looks {
  const about = problem('alert_within', {name, operation, time})
  const sees = (event: StoredEvent): Sight | undefined =>
    matches({operation, outcome: ['ok']}, event) ? {is: 'good', key: ''} : undefined
  return {sees, forMs: 0, within: {ms: spanOf(time) ?? 0, about}}
}

function valueLooks(name: string, {operation, path, above, ...more}: NonNullable<AlertRule['value']>): Looks {
  const {clear = above} = more
  const sees = (event: StoredEvent): Sight | undefined => {
    if (!matches({operation}, event)) return undefined
    const value = measuredIn(event.payload, path)
    if (value === undefined) return undefined
    if (value <= clear) return {is: 'good', key: ''}
    if (value <= above) return {is: 'between', key: ''}
    return {is: 'bad', key: '', value, about: problem('alert_value', {name, operation, path, value, above})}
  }
  return {sees, forMs: more.for === undefined ? 0 : (spanOf(more.for) ?? 0)}
}

/** What the corridor noted of the output; see host/measured.ts. */
function measuredIn({measured}: StoredEvent['payload'], path: string): number | undefined {
  const rows: readonly unknown[] = Array.isArray(measured) ? measured : []
  const found = rows.find((row) => (row as {path?: unknown} | null)?.path === path)
  const value = (found as {value?: unknown} | undefined)?.value
  return typeof value === 'number' ? value : undefined
}

/** Where nothing is said of it, the same thing is over when the same operation ends well. */
function eventLooks(name: string, {on = {}, until}: AlertRule, repeatMs: number | undefined): Looks {
  const {types = ['CALL_FINISHED'], operation, outcome} = on
  const calls = types.length === 1 && types[0] === 'CALL_FINISHED'
  const bad = calls && outcome === undefined ? {...on, outcome: undone} : on
  const ends = calls || outcome !== undefined
  const good = until ?? (ends ? {types, ...(operation && {operation}), outcome: ['ok']} : undefined)
  const keyOf = ({payload}: StoredEvent) =>
    calls && operation === undefined && until === undefined ? word(payload, 'tool') : ''
  const sees = (event: StoredEvent): Sight | undefined => {
    if (matches(bad, event)) return {is: 'bad', key: keyOf(event), about: told(name, event)}
    return good !== undefined && matches(good, event) ? {is: 'good', key: keyOf(event)} : undefined
  }
  return {sees, forMs: 0, ...(good === undefined && {lapseMs: repeatMs ?? lapseMs})}
}

function told(name: string, {event_type: event, sequence, payload}: StoredEvent) {
  if (payload['tool'] === undefined) return problem('alert_event', {name, event, sequence})
  const [tool, outcome] = [word(payload, 'tool'), word(payload, 'outcome')]
  return problem('alert_call', {name, event, tool, outcome})
}
