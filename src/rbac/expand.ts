import {problem, type Problem} from '../text/problem.ts'
import {canonicalPath, pathPermission, under} from './area/fs.ts'
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
 * enforces. What `$CONFIG.<key>` leads to is checked like a declared path; only `$DATA` and `$PLUGIN` lead
 * into Parrot's own folders.
 */
export function expand(
  permissions: readonly Permission[],
  places: Places,
): {readonly permissions: readonly Permission[]} | {readonly problems: readonly Problem[]} {
  const expanded = permissions.map((permission) => expandOne(permission, places))
  const others = expanded.filter((one, at) => 'claim' in one && !isOwn(permissions[at]))
  const problems = [
    ...expanded.filter((one) => 'code' in one),
    ...withoutRoot(
      others.filter((one) => 'claim' in one),
      places.own,
    ),
  ]
  return problems.length > 0 ? {problems} : {permissions: expanded.filter((one) => 'claim' in one)}
}

function isOwn(permission: Permission | undefined): boolean {
  const claim = permission?.claim
  return claim?.kind === 'path' && (claim.variable === 'DATA' || claim.variable === 'PLUGIN')
}

function expandOne(permission: Permission, places: Places): Permission | Problem {
  const {claim, text} = permission
  const meant =
    claim.kind === 'path' && claim.variable !== undefined
      ? replaced(text, claim, claim.variable, places)
      : permission
  if ('code' in meant || isOwn(permission)) return meant
  return neverGrantable(pathOf(meant), places.own) ? problem('path_never', {text: shown(meant.text)}) : meant
}

function replaced(
  text: string,
  claim: PathClaim,
  variable: string,
  {data, plugin, config}: Places,
): Permission | Problem {
  const below = claim.path.slice(variable.length + 1) || '/'
  if (variable === 'DATA') return pathPermission(claim.access, under(data, below))
  if (variable === 'PLUGIN') return pathPermission(claim.access, under(plugin, below))
  const key = variable.slice('CONFIG.'.length)
  const value = Object.hasOwn(config, key) ? config[key] : undefined
  const path = typeof value === 'string' && !invisible(value) ? canonicalPath(text, value) : undefined
  if (typeof path !== 'string') return problem('path_value', {text: shown(text), key})
  return pathPermission(claim.access, under(path, below))
}
