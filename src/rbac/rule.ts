import {problem, type Problem} from '../text/problem.ts'
import {isWord} from './area/action.ts'
import {hostPermission} from './area/net.ts'
import type {Permission} from './claim.ts'
import type {Effect} from './decision.ts'
import {includes, meets} from './match.ts'
import {readPermission} from './permission.ts'
import {shown} from './shown.ts'

/**
 * One entry of a role, `text` as its file has it. With neither an area nor a permission it is about
 * everything.
 */
export type Rule = {
  readonly text: string
  readonly effect: Effect
  readonly area?: string
  readonly permission?: Permission
}

const effects: Readonly<Record<string, Effect>> = {'!': 'deny', '?': 'ask'}

/** An entry of a role: a permission, `area:*` or `*`, with `!` before it to deny, `?` to ask first. */
export function parseRule(text: string): Rule | Problem {
  const marked = text.startsWith('!') || text.startsWith('?')
  const effect = (marked && effects[text.charAt(0)]) || 'allow'
  const scope = marked ? text.slice(1) : text
  if (scope === '*') return {text, effect}
  if (scope === '' || /^[!?]/.test(scope)) return problem('rule_empty', {text: shown(text)})
  if (scope.endsWith(':*') && isWord(scope.slice(0, -2)) && scope.length <= 512) {
    return {text, effect, area: scope.slice(0, -2)}
  }
  const permission = readScope(scope)
  if ('code' in permission) return permission
  return unknownYet(permission, text) ?? {text, effect, area: permission.area, permission}
}

/** Does the rule speak of all that `permission` asks for? */
export function covers(rule: Rule, permission: Permission): boolean {
  if (rule.permission !== undefined) return includes(rule.permission, permission)
  return rule.area === undefined || rule.area === permission.area
}

/** Does the rule speak of any of it? `!fs:write:/etc/ssh` touches `fs:write:/etc`. */
export function touches(rule: Rule, permission: Permission): boolean {
  return rule.permission === undefined ? covers(rule, permission) : meets(rule.permission, permission)
}

/** Without an argument an entry covers every argument, of resources too. */
function readScope(scope: string): Permission | Problem {
  if (scope === 'fs:read' || scope === 'fs:write') return readPermission(`${scope}:/`)
  if (scope === 'net:connect') return hostPermission('*', '*')
  return readPermission(scope)
}

function unknownYet({claim}: Permission, text: string): Problem | undefined {
  if (claim.kind === 'action' && claim.input !== undefined) return problem('rule_input', {text: shown(text)})
  if ((claim.kind === 'path' || claim.kind === 'host') && claim.variable !== undefined)
    return problem('path_dollar', {text: shown(text)})
  return undefined
}
