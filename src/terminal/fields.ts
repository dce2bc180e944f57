import type {JsonSchema} from '../manifest/manifest.ts'
import {inert} from './plain.ts'

/** One value that a command takes, as the command line has it. Its texts may come from outside and are safe to show. */
export type Field = {
  /** The name of the input it becomes. */
  readonly property: string
  /** In kebab-case, without dashes in front. */
  readonly name: string
  readonly kind: 'text' | 'integer' | 'number' | 'boolean' | 'json'
  readonly description: string
  readonly short?: string
  /** Given without a name, by its place. */
  readonly positional?: boolean
  /** May be given more than once. */
  readonly many?: boolean
  /** `by-host`: help says so, and the host tells of it, once it knows what it would be needed for. */
  readonly required?: boolean | 'by-host'
  readonly options?: readonly (string | number)[]
  readonly minimum?: number
  readonly maximum?: number
  /** What holds when it is not given; only shown, never sent. */
  readonly fallback?: string
}

/** Every property of an input schema that can be written on a command line, in the schema's order. */
export function fieldsOf(schema: JsonSchema | undefined): readonly Field[] {
  const required = new Set(listOf(schema?.['required']))
  return Object.entries(objectOf(schema?.['properties'])).flatMap(([property, spec]) =>
    /^[a-z][a-z0-9_]*$/.test(property) ? [fieldOf(property, objectOf(spec), required.has(property))] : [],
  )
}

/** Is `--no-…` the way to switch it off, because it is on by itself? */
export const negatable = ({kind, fallback}: Field) => kind === 'boolean' && fallback === 'true'

function fieldOf(property: string, spec: JsonSchema, required: boolean): Field {
  const cli = objectOf(spec['x-cli'])
  const many = spec['type'] === 'array'
  const value = many ? objectOf(spec['items']) : spec
  const options = optionsOf(value['enum'])
  return {
    property,
    name: property.replaceAll('_', '-'),
    kind: kindOf(value),
    description: textOf(spec['description']),
    many,
    required,
    positional: cli['arg'] === true,
    ...(typeof cli['short'] === 'string' && /^[a-zA-Z]$/.test(cli['short']) && {short: cli['short']}),
    ...(options.length > 0 && {options}),
    ...(typeof value['minimum'] === 'number' && {minimum: value['minimum']}),
    ...(typeof value['maximum'] === 'number' && {maximum: value['maximum']}),
    ...(spec['default'] !== undefined && {fallback: shown(spec['default'])}),
  }
}

function kindOf({type}: JsonSchema): Field['kind'] {
  if (type === 'integer' || type === 'number' || type === 'boolean') return type
  return type === 'object' || type === 'array' ? 'json' : 'text'
}

function optionsOf(values: unknown): readonly (string | number)[] {
  if (!Array.isArray(values)) return []
  return values
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map((value) => (typeof value === 'string' ? inert(value) : value))
}

const shown = (value: unknown) => inert(typeof value === 'string' ? value : JSON.stringify(value))

const textOf = (value: unknown) => (typeof value === 'string' ? inert(value) : '')

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function objectOf(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : {}
}
