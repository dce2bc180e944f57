import type {z} from 'zod'
import {phrase} from '../text/phrase.ts'
import {show} from './show.ts'

type Issue = z.core.$ZodIssue

/** What zod wants where it has an objection, in Parrot's words; undefined for an objection that no schema here has without words of its own. */
export function zodWanted(issue: Issue): string | undefined {
  if (issue.code === 'invalid_type') return kinds[issue.expected]
  if (issue.code === 'invalid_value') return oneOf(issue.values)
  if (issue.code === 'too_small') return least(issue.origin, Number(issue.minimum), issue.inclusive !== false)
  if (issue.code === 'too_big') return most(issue.origin, Number(issue.maximum), issue.inclusive !== false)
  if (issue.code === 'invalid_format' && issue.format === 'regex')
    return phrase('text that matches {pattern}', {pattern: issue.pattern ?? ''})
  return undefined
}

const kinds: Readonly<Record<string, string>> = {
  string: phrase('text'),
  number: phrase('a number'),
  int: phrase('a whole number'),
  boolean: phrase('true or false'),
  array: phrase('a list'),
  object: phrase('an object'),
  record: phrase('an object'),
}

function oneOf(values: readonly unknown[]): string {
  const [first] = values
  if (values.length === 1) return first === '' ? phrase('empty text') : show(first)
  return phrase('one of {options}', {options: values.join(', ')})
}

function least(origin: string, count: number, inclusive: boolean): string | undefined {
  if (origin === 'string')
    return count === 1
      ? phrase('text of at least 1 character')
      : phrase('text of at least {count} characters', {count})
  if (origin === 'array')
    return count === 1
      ? phrase('a list of at least 1 item')
      : phrase('a list of at least {count} items', {count})
  if (!numbers.has(origin)) return undefined
  return inclusive
    ? phrase('a number of at least {least}', {least: count})
    : phrase('a number above {least}', {least: count})
}

function most(origin: string, count: number, inclusive: boolean): string | undefined {
  if (origin === 'string')
    return count === 1
      ? phrase('text of at most 1 character')
      : phrase('text of at most {count} characters', {count})
  if (origin === 'array')
    return count === 1
      ? phrase('a list of at most 1 item')
      : phrase('a list of at most {count} items', {count})
  if (!numbers.has(origin)) return undefined
  return inclusive
    ? phrase('a number of at most {most}', {most: count})
    : phrase('a number below {most}', {most: count})
}

const numbers = new Set(['number', 'int', 'bigint'])
