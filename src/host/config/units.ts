import type {Config} from '../../config/config.ts'
import {itemsOf} from '../../manifest/config-types.ts'
import type {ConfigKey, Manifest} from '../../manifest/manifest.ts'
import type {Work} from '../walk.ts'
import {referenceOf} from '../secrets/reference.ts'

/** What is taken or refused as one. */
export type Unit = {
  readonly key: string
  readonly value: unknown
  /** A path, where a secret is kept, or whose roles something runs with. */
  readonly names: boolean
}

type Catalog = Work['world']['catalog']
type Specs = NonNullable<Manifest['config']>

/**
 * A whole configuration. A subscriber is one thing: another address would be sent a secret that was meant for the first, and a plugin runs
 * with the roles of whoever stands there.
 */
export function units(
  {project: _project, variables: _variables, plugins, subscribers, alerts, ...sections}: Config,
  catalog: Catalog,
): Unit[] {
  const {rules, ...rest} = alerts
  return [
    ...Object.entries({...sections, alerts: rest}).flatMap(([name, values]) => below(name, values)),
    ...below('alerts.rules', rules),
    ...Object.entries(plugins).flatMap(([name, values]) => settings(name, values, specsOf(catalog, name))),
    ...subscribers.map((value) => ({
      key: `subscribers: ${value.name}`,
      value,
      names: value.plugin !== undefined || names(value),
    })),
  ]
}

/** What its plugin is given: one text may be a list. It may of a plugin that nobody knows, too. */
export function asRead(spec: ConfigKey | undefined, value: unknown): unknown {
  const isList = spec === undefined || spec.type === 'list'
  return isList && typeof value === 'string' ? itemsOf(value) : value
}

/** A path, also in a list or below, or where a secret is kept. */
export function names(value: unknown): boolean {
  if (typeof value === 'string') return /^\s*(?:[/~]|file:)/i.test(value)
  if (typeof value !== 'object' || value === null) return false
  return referenceOf(value) !== undefined || Object.values(value).some(names)
}

const settings = (plugin: string, values: object, specs: Specs): Unit[] =>
  Object.entries(values).map(([key, value]) => ({
    key: `plugins.${plugin}.${key}`,
    value,
    names: names(asRead(Object.hasOwn(specs, key) ? specs[key] : undefined, value)),
  }))

export function specsOf({plugins}: Catalog, name: string): Specs {
  const loaded = plugins.get(name)?.load()
  return loaded !== undefined && 'manifest' in loaded ? (loaded.manifest.config ?? {}) : {}
}

const below = (name: string, values: object): Unit[] =>
  Object.entries(values).map(([key, value]) => ({key: `${name}.${key}`, value, names: names(value)}))
