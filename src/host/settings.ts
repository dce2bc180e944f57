import type {Config} from '../config/config.ts'
import {configValue} from '../manifest/config-types.ts'
import {newBudget, type Budget} from '../manifest/in-time.ts'
import type {Manifest} from '../manifest/manifest.ts'
import type {PluginTarget} from './target.ts'

export type Configured = Pick<PluginTarget, 'manifest'> & {
  readonly plugin: Pick<PluginTarget['plugin'], 'name' | 'origin'>
}

/**
 * What is configured for a plugin: a project's file except for paths and secrets, over it the administrator's file, over
 * it the seeds' variables, which only shipped plugins hear. A project has no say in what the host does itself, outside
 * of any sandbox: whoever stands in a hostile folder would have it remove files of its choice.
 */
export function settingsOf(
  {plugin: {name, origin}, manifest}: Configured,
  {plugins, project, variables}: Config,
): Record<string, unknown> {
  const keys = manifest.config ?? {}
  const opens = opening(manifest)
  const budget = newBudget()
  const known = (values: Values) => pick(values, (key) => Object.hasOwn(keys, key) && !opens(key))
  const harmless = pick(project[name] ?? {}, (key, value) => mayTune(manifest, key, value, budget))
  return {...harmless, ...plugins[name], ...(origin === 'shipped' ? known(variables) : {})}
}

/** May a project's file say this? A folder one stands in can tune a plugin, not stop it: what does not fit is left out. */
export function mayTune(manifest: Manifest, key: string, value: unknown, budget?: Budget): boolean {
  const spec = manifest.config?.[key]
  if (byHost(manifest) || opening(manifest)(key)) return false
  if (spec === undefined || spec.administrator === true) return false
  if (spec.type === 'path' || spec.type === 'secret') return false
  return configValue(spec, value, budget) !== undefined
}

function byHost(manifest: Manifest): boolean {
  const commands = Object.values(manifest.commands ?? {manifest})
  return commands.some(({entrypoint}) => typeof entrypoint === 'object' && 'builtin' in entrypoint)
}

/** Does a permission name this key? What the sandbox opens only the administrator's file says. */
function opening({permissions = [], commands = {}}: Manifest): (key: string) => boolean {
  const texts = [...permissions, ...Object.values(commands).flatMap((command) => command.permissions)]
  return (key) => texts.some((text) => new RegExp(`\\$CONFIG\\.${key}(?:/|$)`).test(text))
}

type Values = Readonly<Record<string, unknown>>

function pick(values: Values, keep: (key: string, value: unknown) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => keep(key, value)))
}
