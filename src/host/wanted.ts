import type {Config} from '../config/config.ts'
import {configValue} from '../manifest/config-types.ts'
import {newBudget} from '../manifest/in-time.ts'
import {authorise, type Wanted} from '../rbac/authorise.ts'
import type {Permission} from '../rbac/claim.ts'
import type {Verdict} from '../rbac/decision.ts'
import {expand} from '../rbac/expand.ts'
import {isResource, parsePermissions} from '../rbac/permission.ts'
import type {Problem} from '../text/problem.ts'
import {dataFolderOf} from './data-folder.ts'
import type {Listed, Plugin} from './plugin.ts'
import type {Request} from './request.ts'
import type {Operation} from './operation.ts'
import type {World} from './world.ts'

/** `problems`: what of the configuration keeps the resources from being known; `wanted` then holds only what roles decide. */
export type WantedHere = {readonly wanted: Wanted; readonly problems: readonly Problem[]}

/** What a target, or what is only listed of one, says of the rights it needs. */
export type Asked = {
  readonly tool: string
  readonly plugin?: Plugin | undefined
  readonly command?: Pick<Listed, 'permissions' | 'annotations'> | undefined
  readonly operation?: Operation | undefined
}

/** The rights that are needed on this host: what is declared, expanded, and what the way of asking adds. */
export function wantedBy(
  asked: Asked,
  world: World,
  {unsandboxed}: Pick<Request, 'unsandboxed'>,
  within?: Permission,
): WantedHere {
  const {tool, plugin, operation, command} = asked
  const readOnly = operation === undefined ? command?.annotations?.readOnly === true : !operation.changes
  const about = {
    plugin: plugin?.name ?? tool,
    tool,
    readOnly,
    ...(within && operation === undefined && {within}),
  }
  const texts = [...((operation ?? command)?.permissions ?? []), ...(unsandboxed ? ['sandbox:bypass'] : [])]
  const declared = parsePermissions(texts)
  if ('problems' in declared) return {wanted: {...about, permissions: []}, problems: declared.problems}
  if (plugin === undefined) return {wanted: {...about, permissions: declared.permissions}, problems: []}

  const read = expanded(plugin, declared.permissions, world)
  if ('permissions' in read) return {wanted: {...about, permissions: read.permissions}, problems: []}
  const decidable = declared.permissions.filter(
    (permission) => !isResource(permission) || permission.area === 'sys',
  )
  return {wanted: {...about, permissions: decidable}, problems: read.problems}
}

/** What the roles say of it. An operation without a permission is open to everyone: it tells people about themselves. */
export function verdictOn(
  {operation, tool}: Asked,
  wanted: Wanted,
  {policy}: World,
  {by, door}: Pick<Request, 'by' | 'door'>,
): Verdict {
  if (operation === undefined || operation.permissions.length > 0) return authorise(policy, by, wanted, door)
  const because = {effect: 'allow', permission: `plugin:see:${tool}`} as const
  return {effect: 'allow', because, decisions: [because]}
}

function expanded(plugin: Plugin, permissions: readonly Permission[], {config, paths}: World) {
  return expand(permissions, {
    data: dataFolderOf(paths, plugin.name),
    plugin: plugin.dir,
    config: permissions.some(isConfigured) ? openingSettings(plugin, config) : {},
    own: [paths.config, paths.data, paths.state, paths.run, paths.cache],
  })
}

function isConfigured({claim}: Permission): boolean {
  return (claim.kind === 'path' || claim.kind === 'host') && claim.variable?.startsWith('CONFIG.') === true
}

/** The administrator's values, else the manifest's own defaults, which whoever consents is shown; nobody else's. */
function openingSettings(plugin: Plugin, {plugins}: Config): Record<string, unknown> {
  const given = plugins[plugin.name] ?? {}
  const loaded = plugin.load()
  if ('problem' in loaded) return given
  const keys = Object.entries(loaded.manifest.config ?? {}).filter(([, {type}]) =>
    ['path', 'list', 'string'].includes(type),
  )
  const budget = newBudget()
  return Object.fromEntries(
    keys.map(([name, key]) => [
      name,
      configValue(key, (Object.hasOwn(given, name) ? given[name] : undefined) ?? key.default, budget),
    ]),
  )
}
