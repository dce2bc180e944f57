import {bounded} from './bounds.ts'
import type {JsonSchema} from './manifest.ts'
import {show} from './show.ts'
import type {Unmet} from './validate.ts'

/** What the failed keyword of a schema wants, in words a person understands without knowing JSON Schema. */
export function wanted({keyword, schema}: Unmet): string {
  return words[keyword]?.(schema) ?? `a value that fits "${keyword}" of its schema`
}

const articles: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
}

const words: Readonly<Record<string, (schema: JsonSchema) => string>> = {
  type: ({type}) =>
    [type]
      .flat()
      .map((name) => articles[String(name)])
      .join(' or '),
  enum: ({enum: values}) => `one of ${(values as unknown[]).map(plain).join(', ')}`,
  const: ({const: value}) => plain(value),
  minimum: number,
  maximum: number,
  exclusiveMinimum: ({exclusiveMinimum}) => `a number above ${String(exclusiveMinimum)}`,
  exclusiveMaximum: ({exclusiveMaximum}) => `a number below ${String(exclusiveMaximum)}`,
  multipleOf: ({multipleOf}) => `a multiple of ${String(multipleOf)}`,
  minLength: ({minLength}) => `text of at least ${counted(minLength, 'character')}`,
  maxLength: ({maxLength}) => `text of at most ${counted(maxLength, 'character')}`,
  pattern: ({pattern, 'x-wants': words}) =>
    typeof words === 'string' ? words : `text that matches ${String(pattern)}`,
  format: ({format}) => `text in the format ${String(format)}`,
  minItems: ({minItems}) => `at least ${counted(minItems, 'item')}`,
  maxItems: ({maxItems}) => `at most ${counted(maxItems, 'item')}`,
  uniqueItems: () => 'each item once',
  required: () => 'a value',
  dependentRequired: () => 'a value',
  not: () => 'another value',
  unchecked: () => 'something simple enough to be checked',
}

function number({type, minimum, maximum}: JsonSchema): string {
  const what = type === 'integer' ? 'a whole number' : 'a number'
  return bounded(what, {minimum: numeric(minimum), maximum: numeric(maximum)})
}

const numeric = (value: unknown) => (typeof value === 'number' ? value : undefined)

const counted = (count: unknown, what: string) => `${show(count)} ${what}${count === 1 ? '' : 's'}`

const plain = (value: unknown) => (typeof value === 'string' ? value : show(value))
