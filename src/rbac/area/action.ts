import {problem, type Problem} from '../../text/problem.ts'
import type {ActionClaim, Permission} from '../claim.ts'
import {shown} from '../shown.ts'

const word = /^[a-z][a-z0-9_-]*$/
const argumentOnly = /^[A-Za-z0-9@._:+-]+$/
const template = /^\{([A-Za-z_][A-Za-z0-9_-]*)\}$/

/** The permission `area:action[:argument]` of parts that are already known to be well formed. */
export function action(area: string, name: string, argument?: string): Permission {
  const family = `${area}:${name}`
  if (argument === undefined) return {text: family, area, family, claim: {kind: 'action'}}
  return {text: `${family}:${argument}`, area, family, claim: {kind: 'action', argument}}
}

/** Reads what follows an area that is not reserved: `check`, `restart:jellyfin.service`, `restart:{unit}`. */
export function readAction(text: string, area: string, rest: string): Permission | Problem {
  const colon = rest.indexOf(':')
  if (colon < 0) return isWord(rest) ? action(area, rest) : refused(text, rest)
  const [name, argument] = [rest.slice(0, colon), rest.slice(colon + 1)]
  if (!isWord(name)) return refused(text, name)
  const input = template.exec(argument)?.[1]
  if (input !== undefined) return ofInput(action(area, name, argument), argument, input)
  if (isArgument(argument)) return action(area, name, argument)
  if (argument === '*') return problem('permission_wildcard', {text: shown(text)})
  return problem('permission_argument', {text: shown(text), argument: shown(argument)})
}

/** Is `text` fit to be the name of an area or an action? */
export function isWord(text: string): boolean {
  return word.test(text)
}

/** Is `text` fit to be what an action is about: a unit, a plugin's name, the value of an input? */
export function isArgument(text: string): boolean {
  return argumentOnly.test(text)
}

/** Both are of one family. The template `{unit}` equals no argument that a role can name. */
export function actionIncludes(wide: ActionClaim, narrow: ActionClaim): boolean {
  return wide.argument === undefined || wide.argument === narrow.argument
}

function ofInput(permission: Permission, argument: string, input: string): Permission {
  return {...permission, claim: {kind: 'action', argument, input}}
}

function refused(text: string, name: string): Problem {
  if (name === '*') return problem('permission_wildcard', {text: shown(text)})
  return problem('permission_action', {text: shown(text), action: shown(name)})
}
