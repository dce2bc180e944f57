import {isDeepStrictEqual} from 'node:util'
import type {Config} from '../../config/config.ts'
import {itemsOf} from '../../manifest/config-types.ts'
import type {ConfigKey, Manifest} from '../../manifest/manifest.ts'
import {unrestricted} from '../../rbac/unrestricted.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Work} from '../call.ts'
import type {Given} from '../given-setting.ts'
import {referenceOf} from '../secrets/reference.ts'

type Asking = Pick<Work, 'request' | 'world'>

/**
 * Would this process open what is given for a setting, or look where the reference leads, with rights of its own that whoever asks does not have?
 * Only of people whose server it is; who may do everything could have it anyway.
 */
export function lends(work: Asking, spec: ConfigKey, {value, ...rest}: Given): boolean {
  return isBound(work) && (names(asRead(spec, value)) || names(rest))
}

/** Who may do what, and what stays on record. What is no longer said of it is as much of a change as what is said anew. */
const guarded = /^(?:rbac\..*|audit\.(?:heads|archive))$/

/**
 * The same of a whole configuration: what it would name that the one of now does not. A subscriber is one thing: another address would be sent a
 * secret that was meant for the first, and a plugin runs with the roles of whoever stands there.
 */
export function lentAnew(work: Asking, before: Config, after: Config): readonly Problem[] {
  if (!isBound(work)) return []
  const [had, has] = [units(before, work.world), units(after, work.world)]
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

/** What its plugin is given: one text may be a list. It may of a plugin that nobody knows, too. */
function asRead(spec: ConfigKey | undefined, value: unknown): unknown {
  const isList = spec === undefined || spec.type === 'list'
  return isList && typeof value === 'string' ? itemsOf(value) : value
}

/** A path, also in a list or below, or where a secret is kept. */
function names(value: unknown): boolean {
  if (typeof value === 'string') return /^\s*(?:[/~]|file:)/i.test(value)
  if (typeof value !== 'object' || value === null) return false
  return referenceOf(value) !== undefined || Object.values(value).some(names)
}

/** What is taken or refused as one. */
type Unit = {readonly key: string; readonly value: unknown; readonly names: boolean}

function units(
  {project: _project, variables: _variables, plugins, subscribers, ...sections}: Config,
  {catalog}: Asking['world'],
): Unit[] {
  return [
    ...Object.entries(sections).flatMap(([name, values]) => below(name, values)),
    ...Object.entries(plugins).flatMap(([name, values]) => settings(name, values, specsOf(catalog, name))),
    ...subscribers.map((value) => ({
      key: `subscribers: ${value.name}`,
      value,
      names: value.plugin !== undefined || names(value),
    })),
  ]
}

const settings = (plugin: string, values: object, specs: NonNullable<Manifest['config']>): Unit[] =>
  Object.entries(values).map(([key, value]) => ({
    key: `plugins.${plugin}.${key}`,
    value,
    names: names(asRead(Object.hasOwn(specs, key) ? specs[key] : undefined, value)),
  }))

function specsOf({plugins}: Asking['world']['catalog'], name: string): NonNullable<Manifest['config']> {
  const loaded = plugins.get(name)?.load()
  return loaded !== undefined && 'manifest' in loaded ? (loaded.manifest.config ?? {}) : {}
}

const below = (name: string, values: object): Unit[] =>
  Object.entries(values).map(([key, value]) => ({key: `${name}.${key}`, value, names: names(value)}))
