import type {Command} from '@oclif/core/command'
import {problem, says} from '../text/problem.ts'
import {helpHere, retold} from '../text/reader.ts'
import {negatable, type Field} from './fields.ts'

type Flag = Command.Flag.Cached
type Char = NonNullable<Flag['char']>

/** The fields as the flag definitions that oclif's help, completion and parser read. */
export function oclifFlags(fields: readonly Field[]): Record<string, Flag> {
  return Object.fromEntries(
    fields.filter((field) => field.positional !== true).map((field) => [field.name, oclifFlag(field)]),
  )
}

/** The positional fields, for help and usage. */
export function oclifArgs(fields: readonly Field[]): Record<string, Command.Arg.Cached> {
  return Object.fromEntries(
    fields
      .filter(({positional}) => positional === true)
      .map((field) => [field.name, {...common(field), multiple: field.many ?? false, ignoreStdin: true}]),
  )
}

function oclifFlag(field: Field): Flag {
  const shared = {...common(field), ...(field.short !== undefined && {char: field.short as Char})}
  if (field.kind === 'boolean') return {...shared, type: 'boolean', allowNo: negatable(field)}
  return {
    ...shared,
    type: 'option',
    helpValue: `<${valueName(field)}>`,
    multiple: field.many ?? false,
    multipleNonGreedy: true,
  }
}

function common(field: Field) {
  return {
    name: field.name,
    description: described(field),
    required: Boolean(field.required),
    ...(field.options !== undefined && {options: field.options.map(String)}),
    ...(field.fallback !== undefined && {default: field.fallback}),
  }
}

function described(field: Field): string {
  const choice =
    shortChoice(field) === undefined && field.options !== undefined
      ? says(problem('want_one_of', {options: field.options.join(', ')}))
      : undefined
  const more = choice ?? range(field)
  const description = helpHere(field.description)
  return more === undefined ? description : `${description} (${retold(more)})`.trim()
}

/** `0 to 100`, `at least 1`, or undefined where there are no bounds; numbers as they have to be typed. */
export function range({minimum, maximum}: Field): string | undefined {
  if (minimum !== undefined && maximum !== undefined)
    return says(problem('range_both', {minimum: String(minimum), maximum: String(maximum)}))
  if (minimum !== undefined) return says(problem('range_from', {minimum: String(minimum)}))
  return maximum === undefined ? undefined : says(problem('range_to', {maximum: String(maximum)}))
}

function valueName(field: Field): string {
  const name = field.kind === 'integer' ? 'number' : field.kind
  return shortChoice(field) ?? name
}

/** All the options, where they are few enough to stand in the name of the flag. */
function shortChoice({options}: Field): string | undefined {
  const all = options?.join('|')
  return all !== undefined && all.length <= 30 ? all : undefined
}
