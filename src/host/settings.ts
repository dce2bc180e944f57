import type {Config} from '../config/config.ts'
import type {PluginTarget} from './target.ts'

/**
 * What is configured for a plugin: a project's file except for paths and secrets, over it the administrator's file, over
 * it the seeds' variables, which only shipped plugins hear.
 */
export function settingsOf(
  {plugin: {name, origin}, manifest}: PluginTarget,
  {plugins, project, variables}: Config,
): Record<string, unknown> {
  const keys = manifest.config ?? {}
  const known = (values: Readonly<Record<string, unknown>>) => pick(values, (key) => Object.hasOwn(keys, key))
  const harmless = pick(project[name] ?? {}, (key) => !['path', 'secret'].includes(keys[key]?.type ?? ''))
  return {...harmless, ...plugins[name], ...(origin === 'shipped' ? known(variables) : {})}
}

function pick(
  values: Readonly<Record<string, unknown>>,
  keep: (key: string) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => keep(key)))
}
