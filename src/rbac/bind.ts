import {problem, type Problem} from '../text/problem.ts'
import {action, isArgument} from './area/action.ts'
import type {Permission} from './claim.ts'
import {shown} from './shown.ts'

/**
 * `permissions` with values in place of `{input}`, of inputs that already passed their schema; a list gives
 * one for each of its values. A problem where a value is missing or could not stand in a permission: nothing
 * is shortened or escaped.
 */
export function bind(
  permissions: readonly Permission[],
  input: Readonly<Record<string, unknown>>,
): {readonly permissions: readonly Permission[]} | {readonly problems: readonly Problem[]} {
  const bound = permissions.flatMap((permission) => bindOne(permission, input))
  const problems = bound.filter((one) => 'code' in one)
  return problems.length > 0 ? {problems} : {permissions: bound.filter((one) => 'claim' in one)}
}

/** Rights in one piece of advice. */
const mostAdvised = 8

/** The same where a value is there and can stand in a permission; the others stay as they are, and nothing is wrong with that: for advice. */
export function boundWhere(
  permissions: readonly Permission[],
  input: Readonly<Record<string, unknown>>,
): readonly Permission[] {
  return permissions.flatMap((permission) => {
    const bound = bindOne(permission, input).filter((one) => 'claim' in one)
    return bound.length > 0 && bound.length <= mostAdvised ? bound : [permission]
  })
}

/** `service:restart:{unit}` with the unit that was given; the text as it is where none was, or several. */
export function boundText(text: string, input: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}$/, (hole, name: string) => {
    const value = Object.hasOwn(input, name) ? input[name] : undefined
    return (typeof value === 'string' || typeof value === 'number') && isArgument(String(value))
      ? String(value)
      : hole
  })
}

function bindOne(permission: Permission, input: Readonly<Record<string, unknown>>): (Permission | Problem)[] {
  const {claim} = permission
  if (claim.kind !== 'action' || claim.input === undefined) return [permission]
  const value = Object.hasOwn(input, claim.input) ? input[claim.input] : undefined
  const values: unknown[] = Array.isArray(value) ? value : [value]
  const missing = values.length === 0 || value === undefined || value === null
  if (missing) return [problem('right_input_missing', {permission: permission.text, input: claim.input})]
  return values.map((one) => exact(permission, claim.input ?? '', one))
}

function exact({text, area, family}: Permission, input: string, value: unknown): Permission | Problem {
  const argument = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  if (isArgument(argument) && family.length + argument.length < 512) {
    return action(area, family.slice(area.length + 1), argument)
  }
  return problem('input_unfit', {value: shown(argument), input, permission: text})
}
