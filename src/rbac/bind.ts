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

/**
 * The same where a value is there and all of it can stand in permissions; the others stay as they are, and nothing is wrong with that: for
 * advice. What is left of a list of which one value could not, nobody would be allowed for.
 */
export function boundWhere(
  permissions: readonly Permission[],
  input: Readonly<Record<string, unknown>>,
): readonly Permission[] {
  return permissions.flatMap((permission) => {
    const bound = bindOne(permission, input)
    const fit = bound.filter((one) => 'claim' in one)
    return fit.length === bound.length && fit.length <= mostAdvised ? fit : [permission]
  })
}

/** `service:restart:{unit}` with the unit that was given; the text as it is where none was, or several. */
export function boundText(text: string, input: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}$/, (hole, name: string, at: number) => {
    const argument = argumentOf(Object.hasOwn(input, name) ? input[name] : undefined)
    return fits(text.slice(0, at), argument) ? argument : hole
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
  const argument = argumentOf(value)
  if (fits(`${family}:`, argument)) return action(area, family.slice(area.length + 1), argument)
  return problem('input_unfit', {value: shown(argument), input, permission: text})
}

const argumentOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** Letters of a right. */
const longest = 512

const fits = (before: string, argument: string) =>
  isArgument(argument) && before.length + argument.length <= longest
