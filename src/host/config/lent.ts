import {isDeepStrictEqual} from 'node:util'
import type {Config} from '../../config/config.ts'
import {unrestricted} from '../../rbac/unrestricted.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Work} from '../call.ts'
import {referenceOf} from '../secrets/reference.ts'

type Asking = Pick<Work, 'request' | 'world'>

/**
 * Would this process open what the value names, or look where the reference leads, with rights of its own that whoever asks does not have? Only
 * of people whose server it is; who may do everything could have it anyway.
 */
export function lends({request, world}: Asking, value: unknown): boolean {
  return isBound({request, world}) && names(value)
}

/** Who may do what, and what stays on record. What is no longer said of it is as much of a change as what is said anew. */
const guarded = /^(?:rbac\..*|audit\.(?:heads|archive))$/

/**
 * The same of a whole configuration: what it would name that the one of now does not. A subscriber is one thing: another address would be sent a
 * secret that was meant for the first, and a plugin runs with the roles of whoever stands there.
 */
export function lentAnew(work: Asking, before: Config, after: Config): readonly Problem[] {
  if (!isBound(work)) return []
  const [had, has] = [units(before), units(after)]
  const anew = without(has, had)
  const changed = [...anew, ...without(had, has)].filter(({key}) => guarded.test(key))
  const named = anew.filter(({key, names}) => names && !guarded.test(key))
  return [...about('people_guarded', changed), ...about('people_lent', named)]
}

const without = (units: readonly Unit[], others: readonly Unit[]) =>
  units.filter(
    ({key, value}) => !others.some((one) => one.key === key && isDeepStrictEqual(one.value, value)),
  )

function about(code: 'people_guarded' | 'people_lent', units: readonly Unit[]): readonly Problem[] {
  const keys = new Set(units.map(({key}) => key))
  return keys.size === 0 ? [] : [problem(code, {what: [...keys].join(', ')})]
}

function isBound({request: {person, by}, world: {policy}}: Asking): boolean {
  return person !== undefined && !unrestricted(policy, by)
}

/** A path, also in a list or below, or where a secret is kept. */
function names(value: unknown): boolean {
  if (typeof value === 'string') return /^(?:[/~]|file:)/i.test(value)
  if (typeof value !== 'object' || value === null) return false
  return referenceOf(value) !== undefined || Object.values(value).some(names)
}

/** What is taken or refused as one. */
type Unit = {readonly key: string; readonly value: unknown; readonly names: boolean}

function units({
  project: _project,
  variables: _variables,
  plugins,
  subscribers,
  ...sections
}: Config): Unit[] {
  return [
    ...Object.entries(sections).flatMap(([name, values]) => below(name, values)),
    ...Object.entries(plugins).flatMap(([name, values]) => below(`plugins.${name}`, values)),
    ...subscribers.map((value) => ({
      key: `subscribers: ${value.name}`,
      value,
      names: value.plugin !== undefined || names(value),
    })),
  ]
}

const below = (name: string, values: object): Unit[] =>
  Object.entries(values).map(([key, value]) => ({key: `${name}.${key}`, value, names: names(value)}))
