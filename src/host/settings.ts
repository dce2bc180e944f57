import type {Config} from '../config/config.ts'
import {configValue} from '../manifest/config-types.ts'
import type {ConfigKey} from '../manifest/manifest.ts'
import type {PluginTarget} from './target.ts'

export type Configured = Pick<PluginTarget, 'manifest'> & {
  readonly plugin: Pick<PluginTarget['plugin'], 'name' | 'origin'>
}

/**
 * What is configured for a plugin: a project's file except for paths and secrets, over it the administrator's file, over
 * it the seeds' variables, which only shipped plugins hear.
 */
export function settingsOf(
  {plugin: {name, origin}, manifest}: Configured,
  {plugins, project, variables}: Config,
): Record<string, unknown> {
  const keys = manifest.config ?? {}
  const known = (values: Values) => pick(values, (key) => Object.hasOwn(keys, key))
  const harmless = pick(project[name] ?? {}, (key, value) => fits(keys[key], value))
  return {...harmless, ...plugins[name], ...(origin === 'shipped' ? known(variables) : {})}
}

/** A folder one stands in can tune a plugin, not stop it: what does not fit is left out. */
export function fits(key: ConfigKey | undefined, value: unknown): boolean {
  if (key === undefined || key.type === 'path' || key.type === 'secret') return false
  return configValue(key, value) !== undefined
}

type Values = Readonly<Record<string, unknown>>

function pick(values: Values, keep: (key: string, value: unknown) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => keep(key, value)))
}
