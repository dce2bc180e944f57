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

/**
 * The same of a whole configuration: what it would name that the one of now does not. A subscriber is one thing: another address would be sent a
 * secret that was meant for the first, and a plugin runs with the roles of whoever stands there.
 */
export function lentAnew(work: Asking, after: Config): readonly Problem[] {
  if (!isBound(work)) return []
  const before = units(work.world.config)
  const had = ({key, value}: Unit) =>
    before.some((one) => one.key === key && isDeepStrictEqual(one.value, value))
  const anew = units(after).filter((unit) => unit.names && !had(unit))
  return anew.length === 0 ? [] : [problem('people_lent', {what: anew.map(({key}) => key).join(', ')})]
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
