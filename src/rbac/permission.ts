import {problem, type Problem} from '../text/problem.ts'
import {remember} from '../text/remember.ts'
import {isWord, readAction} from './area/action.ts'
import {neverAmong, readEnv} from './area/env.ts'
import {readExec} from './area/exec.ts'
import {readFs} from './area/fs.ts'
import {readCapability, readFact, readQuestion} from './area/named.ts'
import {readNet} from './area/net.ts'
import type {Permission} from './claim.ts'
import {needsRoot, neverGrantable} from './closed.ts'
import {invisible, shown} from './shown.ts'

type Reader = (text: string, area: string, rest: string) => Permission | Problem

/** The areas that are resources; every other area holds actions. A Map: `constructor` is an ordinary area. */
const reserved = new Map<string, Reader>([
  ['fs', readFs],
  ['net', readNet],
  ['exec', readExec],
  ['env', readEnv],
  ['facts', readFact],
  ['ask', readQuestion],
  ['sys', readCapability],
])

/**
 * What a manifest declares, in canonical form; a problem where it is no permission, or one no plugin can be
 * given.
 */
export function parsePermission(text: string): Permission | Problem {
  const permission = readPermission(text)
  return 'code' in permission ? permission : (notForPlugins(permission) ?? permission)
}

/**
 * All that a manifest declares: each must be fit, and writing what root runs or believes needs `sys:root`
 * beside it.
 */
export function parsePermissions(
  texts: readonly string[],
): {readonly permissions: readonly Permission[]} | {readonly problems: readonly Problem[]} {
  const read = texts.map(parsePermission)
  const problems = read.filter((one) => 'code' in one)
  const permissions = read.filter((one) => 'text' in one)
  problems.push(...withoutRoot(permissions))
  return problems.length > 0 ? {problems} : {permissions}
}

/** The problems of permissions that write where only `sys:root` may, when that is not among them. */
export function withoutRoot(permissions: readonly Permission[], own: readonly string[] = []): Problem[] {
  if (permissions.some(({family}) => family === 'sys:root')) return []
  return permissions
    .filter(({claim}) => claim.kind === 'path' && claim.access === 'write' && needsRoot(claim.path, own))
    .map(({text}) => problem('path_needs_root', {text: shown(text)}))
}

/** What the words mean, for manifests and roles alike; says nothing about who may have it. Each call asks it of the same few. */
export const readPermission = remember((text: string): Permission | Problem => {
  if (text.length > 512) return problem('permission_long', {text: shown(text)})
  if (invisible(text)) return problem('permission_invisible', {text: shown(text)})
  if (text === '*') return problem('permission_wildcard', {text})
  const colon = text.indexOf(':')
  if (colon < 0) return problem('permission_shape', {text: shown(text)})
  const area = text.slice(0, colon)
  if (!isWord(area)) return problem('permission_area', {text: shown(text), area: shown(area)})
  return (reserved.get(area) ?? readAction)(text, area, text.slice(colon + 1))
})

/**
 * Is it something of the machine that consent and the sandbox are about, not an action that a role covers?
 */
export function isResource(permission: Permission): boolean {
  return reserved.has(permission.area)
}

/** The path on this host that is asked for, or '' where it is not about one. */
export function pathOf({claim}: Permission): string {
  if (claim.kind === 'path') return claim.path
  return claim.kind === 'program' && claim.program.startsWith('/') ? claim.program : ''
}

function notForPlugins(permission: Permission): Problem | undefined {
  const {text, claim} = permission
  if (claim.kind === 'variable') {
    const name = neverAmong(claim)
    return name === undefined ? undefined : problem('variable_never', {text: shown(text), name})
  }
  const tampers = claim.kind === 'path' && claim.access === 'write' && claim.variable === 'PLUGIN'
  return tampers || neverGrantable(pathOf(permission))
    ? problem('path_never', {text: shown(text)})
    : undefined
}
