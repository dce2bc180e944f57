import {isDeepStrictEqual} from 'node:util'
import type {AlertRule} from '../../config/alert-config.ts'
import type {Config} from '../../config/config.ts'
import type {ConfigKey} from '../../manifest/manifest.ts'
import {action} from '../../rbac/area/action.ts'
import {authorise} from '../../rbac/authorise.ts'
import {unrestricted} from '../../rbac/unrestricted.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import type {Given} from '../given-setting.ts'
import {reachesAnew} from './reaches.ts'
import {asRead, names, units, type Unit} from './units.ts'

type Asking = Pick<Work, 'request' | 'world'>

/**
 * Would this process open what is given for a setting, or look where the reference leads, with rights of its own that whoever asks does not have?
 * Only of people whose server it is; who may do everything could have it anyway.
 */
export function lends(work: Asking, spec: ConfigKey, {value, ...rest}: Given): boolean {
  return isBound(work) && (names(asRead(spec, value)) || names(rest))
}

/** Is it somebody of the machine with only the rights that were lent to them? */
export function isBound({request: {person, by}, world: {policy}}: Asking): boolean {
  return person !== undefined && !unrestricted(policy, by)
}

/**
 * Who may do what, what stays on record, and whose plugins are taken. What is no longer said of it is as much of a change as what is said
 * anew.
 */
const guarded = /^(?:rbac\..*|audit\.(?:heads|archive)|install\.(?:registry|keys|signed))$/

/** The same of a whole configuration: what it would name that the one of now does not, or have the server tell them. */
export function lentAnew(work: Asking, before: Config, after: Config): readonly Problem[] {
  if (!isBound(work)) return []
  const {catalog} = work.world
  const [had, has] = [units(before, catalog), units(after, catalog)]
  const anew = without(has, had)
  const changed = [...anew, ...without(had, has)].filter(({key}) => guarded.test(key))
  const rest = anew.filter(({key}) => !guarded.test(key))
  const told = mayRead(work) ? [] : rest.filter((unit) => !unit.names && tells(unit, had))
  const problems = [
    ...about('people_guarded', changed),
    ...about(
      'people_lent',
      rest.filter((unit) => unit.names),
    ),
    ...about('people_told', told),
  ]
  return problems.length > 0 ? problems : reaches(work, rest, had)
}

function reaches(work: Asking, anew: readonly Unit[], had: readonly Unit[]): readonly Problem[] {
  const rights = reachesAnew(work, anew, had)
  return rights.length === 0 ? [] : [problem('people_reach', {rights: rights.join(', ')})]
}

function mayRead({request: {by, door}, world: {policy}}: Asking): boolean {
  const wanted = {plugin: 'events_list', tool: 'events_list', permissions: [action('logs', 'read')]}
  return authorise(policy, by, {...wanted, readOnly: true}, door).effect === 'allow'
}

/** Would somebody be told of events by it who is not now, or by another way? */
function tells({key, value}: Unit, had: readonly Unit[]): boolean {
  if (key.startsWith('subscribers: ')) return true
  if (/^notify\.(?:alertEmail|notifyEmail|from|smtp)$/.test(key)) return value !== ''
  if (!key.startsWith('alerts.rules.')) return false
  const {deadman} = value as AlertRule
  const before = had.find((one) => one.key === key)?.value as AlertRule | undefined
  return deadman !== undefined && deadman !== before?.deadman
}

const without = (units: readonly Unit[], others: readonly Unit[]) =>
  units.filter(
    ({key, value}) => !others.some((one) => one.key === key && isDeepStrictEqual(one.value, value)),
  )

function about(
  code: 'people_guarded' | 'people_lent' | 'people_told',
  units: readonly Unit[],
): readonly Problem[] {
  const keys = new Set(units.map(({key}) => key))
  return keys.size === 0 ? [] : [problem(code, {what: [...keys].join(', ')})]
}
