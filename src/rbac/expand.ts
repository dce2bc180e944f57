import {problem, type Problem} from '../text/problem.ts'
import {canonicalPath, pathPermission, under} from './area/fs.ts'
import {connectionOf} from './area/net.ts'
import type {PathClaim, Permission} from './claim.ts'
import {neverGrantable} from './closed.ts'
import {pathOf, withoutRoot} from './permission.ts'
import {invisible, shown} from './shown.ts'

/**
 * Where things are on this host, canonical. `config`: the administrator's values for the plugin, no one
 * else's.
 */
export type Places = {
  readonly data: string
  readonly plugin: string
  readonly config: Readonly<Record<string, unknown>>
  /** Parrot's own state, configuration and plugin folders. */
  readonly own: readonly string[]
}

/**
 * `permissions` as they are meant on this host, in the same order: what consent covers and the sandbox
 * enforces. `$CONFIG.<key>` may be a list of paths, or of what is connected to; each is checked like a declared one; only `$DATA` and `$PLUGIN` lead
 * into Parrot's own folders.
 */
export function expand(
  permissions: readonly Permission[],
  places: Places,
): {readonly permissions: readonly Permission[]} | {readonly problems: readonly Problem[]} {
  const expanded = permissions.map((permission) => expandOne(permission, places))
  const others = expanded.filter((_, at) => !isOwn(permissions[at])).flat()
  const problems = [
    ...expanded.flat().filter((one) => 'code' in one),
    ...withoutRoot(
      others.filter((one) => 'claim' in one),
      places.own,
    ),
  ]
  return problems.length > 0 ? {problems} : {permissions: expanded.flat().filter((one) => 'claim' in one)}
}

function isOwn(permission: Permission | undefined): boolean {
  const claim = permission?.claim
  return claim?.kind === 'path' && (claim.variable === 'DATA' || claim.variable === 'PLUGIN')
}

function expandOne(permission: Permission, places: Places): readonly (Permission | Problem)[] {
  const meant = meantBy(permission, places)
  if (isOwn(permission)) return meant
  return meant.map((one) =>
    'claim' in one && neverGrantable(pathOf(one), places.own)
      ? problem('path_never', {text: shown(one.text)})
      : one,
  )
}

function meantBy(permission: Permission, places: Places): readonly (Permission | Problem)[] {
  const {claim, text} = permission
  if (claim.kind === 'path' && claim.variable !== undefined)
    return replaced(text, claim, claim.variable, places)
  if (claim.kind === 'host' && claim.variable !== undefined) return connections(text, claim.variable, places)
  return [permission]
}

function connections(text: string, variable: string, {config}: Places): readonly (Permission | Problem)[] {
  const {key, values} = valuesOf(variable, config)
  return values.map((one) => {
    const read = typeof one === 'string' && !invisible(one) ? connectionOf(one) : undefined
    return read ?? problem('host_value', {text: shown(text), key})
  })
}

/** What is configured for `CONFIG.<key>`: one value, or the list that it is. */
function valuesOf(variable: string, config: Places['config']): {key: string; values: readonly unknown[]} {
  const key = variable.slice('CONFIG.'.length)
  const value = Object.hasOwn(config, key) ? config[key] : undefined
  return {key, values: Array.isArray(value) ? value : [value]}
}

function replaced(
  text: string,
  claim: PathClaim,
  variable: string,
  {data, plugin, config}: Places,
): readonly (Permission | Problem)[] {
  const below = claim.path.slice(variable.length + 1) || '/'
  if (variable === 'DATA') return [pathPermission(claim.access, under(data, below))]
  if (variable === 'PLUGIN') return [pathPermission(claim.access, under(plugin, below))]
  const {key, values} = valuesOf(variable, config)
  return values.map((one) => {
    const path = typeof one === 'string' && !invisible(one) ? canonicalPath(text, one) : undefined
    if (typeof path !== 'string') return problem('path_value', {text: shown(text), key})
    return pathPermission(claim.access, under(path, below))
  })
}
