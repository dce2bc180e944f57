import {z} from 'zod'
import {configSchema} from './schema.ts'
import {branches, type Shape} from './shape-at.ts'

/** What may stand at a place of the configuration. */
export type Taken = {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'list' | 'table'
  /** A text may also be kept elsewhere, and a table says where. */
  readonly orTable?: true
  /** A number beside the range. */
  readonly also?: number
  readonly minimum?: number
  readonly maximum?: number
  /** The only texts there are. */
  readonly options?: readonly string[]
}

/** One key of the configuration, as its schema says it. */
export type Key = Taken & {
  readonly key: string
  readonly path: readonly string[]
  readonly says: string
  /** What holds while nothing says anything; undefined where that is nothing. */
  readonly default?: unknown
  /** Of a table whose names are one's own: what stands under each. */
  readonly entry?: Taken
}

export type Section = {readonly name: string; readonly says: string}

/** Every key there is, in the order of the schema; `plugins` as one, because its keys are those of plugins. */
export function configKeys(): readonly Key[] {
  return Object.entries(properties()).flatMap(([name, shape]) => {
    if (name === '$schema') return []
    if (shape.properties === undefined) return [keyOf([name], shape)]
    return Object.entries(shape.properties).map(([inner, leaf]) => keyOf([name, inner], leaf))
  })
}

/** The tables that keys stand in, in the order of the schema. */
export function sections(): readonly Section[] {
  return Object.entries(properties())
    .filter(([, shape]) => shape.properties !== undefined)
    .map(([name, {description = ''}]) => ({name, says: description}))
}

/** It takes milliseconds to make, is the same each time, and is asked for by every call that shows configuration. */
let made: Shape | undefined

function properties(): Readonly<Record<string, Shape>> {
  made ??= z.toJSONSchema(configSchema, {io: 'input'}) as Shape
  return made.properties ?? {}
}

function keyOf(path: readonly string[], shape: Shape): Key {
  const {description = '', default: standard, additionalProperties: entry} = shape
  return {
    key: path.join('.'),
    path,
    says: description,
    ...takenBy(branches(shape)),
    ...(standard !== undefined && {default: standard}),
    ...(typeof entry === 'object' && {entry: takenBy(branches(entry))}),
  }
}

/** What its branches take together. The first that is no single value says the type; empty text is one text of many. */
export function takenBy(all: readonly Shape[]): Taken {
  const main = all.find((one) => one.const === undefined) ?? {}
  const also = all.find((one) => typeof one.const === 'number')?.const as number | undefined
  const type = typeOf(main)
  const orTable = type !== 'table' && all.some((one) => one.type === 'object')
  return {
    type,
    ...(orTable && {orTable}),
    ...(also !== undefined && {also}),
    ...(main.enum && {options: main.enum}),
    ...range(main),
  }
}

function range({minimum, maximum}: Shape): Pick<Taken, 'minimum' | 'maximum'> {
  return {
    ...(minimum !== undefined && {minimum}),
    ...(maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && {maximum}),
  }
}

function typeOf({type}: Shape): Key['type'] {
  if (type === 'array') return 'list'
  if (type === 'object') return 'table'
  return type === 'integer' || type === 'number' || type === 'boolean' ? type : 'string'
}
