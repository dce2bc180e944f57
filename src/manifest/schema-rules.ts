import {isSafePattern, patternWanted} from './pattern.ts'
import {nearest} from './nearest.ts'
import {wrong, type Path, type Wrong} from './wrong.ts'

type Check = (path: Path, value: unknown, root: unknown) => Wrong[]

const types = new Set(['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'])
const formats = new Set(
  'date date-time duration email hostname ipv4 ipv6 json-pointer regex time uri uri-reference uuid'.split(
    ' ',
  ),
)

const schema: Check = (path, value, root) => schemaRules(path, value, root)
const one =
  (fits: (value: unknown) => boolean, want: string): Check =>
  (path, value) =>
    fits(value) ? [] : [wrong(path, value, want)]

const anything = one(() => true, '')
const number = one((value) => typeof value === 'number', 'a number')
const positive = one((value) => typeof value === 'number' && value > 0, 'a number above 0')
const count = one(
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  'a whole number of at least 0',
)
const text = one((value) => typeof value === 'string', 'text')
const flag = one((value) => typeof value === 'boolean', 'true or false')
const values = one((value) => Array.isArray(value) && value.length > 0, 'a list of values')
const names = one(
  (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
  'a list of names',
)
const safePattern = one(isSafePattern, patternWanted)
const type = one((value) => isType(value), `one of ${[...types].join(', ')}`)
const format = one((value) => formats.has(value as string), `one of ${[...formats].join(', ')}`)

const table = one(
  (value) =>
    isObject(value) &&
    Array.isArray(value['columns']) &&
    value['columns'].every((column) => isObject(column) && typeof column['key'] === 'string'),
  'an object with "columns", each an object with a "key"',
)

const schemas: Check = (path, value, root) => {
  if (!Array.isArray(value) || value.length === 0) return [wrong(path, value, 'a list of schemas')]
  return value.flatMap((item, index) => schemaRules([...path, index], item, root))
}

const named: Check = (path, value, root) => {
  if (!isObject(value)) return [wrong(path, value, 'an object of schemas')]
  return Object.entries(value).flatMap(([name, item]) => schemaRules([...path, name], item, root))
}

const patterned: Check = (path, value, root) => {
  const unsafe = isObject(value) ? Object.keys(value).filter((key) => !isSafePattern(key)) : []
  return [...unsafe.map((key) => wrong([...path, key], key, patternWanted)), ...named(path, value, root)]
}

const required: Check = (path, value) => {
  if (!isObject(value)) return [wrong(path, value, 'an object of lists of names')]
  return Object.entries(value).flatMap(([name, item]) => names([...path, name], item, undefined))
}

/** Nothing is fetched, and no other document is known. */
const reference: Check = (path, value, root) => {
  const [, name] = /^#\/\$defs\/([A-Za-z0-9_-]+)$/.exec(String(value)) ?? []
  const defs = isObject(root) ? root['$defs'] : undefined
  const known = name !== undefined && isObject(defs) && Object.hasOwn(defs, name)
  return known ? [] : [wrong(path, value, '"#/$defs/" and a name that "$defs" of this schema has')]
}

/** The keywords of 2020-12 that are understood, and what may stand behind each. */
const kinds: readonly (readonly [Check, string])[] = [
  [text, '$comment $schema description title'],
  [anything, 'const default x-cli'],
  [flag, 'deprecated readOnly uniqueItems writeOnly'],
  [number, 'exclusiveMaximum exclusiveMinimum maximum minimum'],
  [positive, 'multipleOf'],
  [count, 'maxContains maxItems maxLength maxProperties minContains minItems minLength minProperties'],
  [values, 'enum examples'],
  [names, 'required'],
  [required, 'dependentRequired'],
  [table, 'x-table'],
  [type, 'type'],
  [format, 'format'],
  [safePattern, 'pattern'],
  [reference, '$ref'],
  [patterned, 'patternProperties'],
  [named, '$defs dependentSchemas properties'],
  [schemas, 'allOf anyOf oneOf prefixItems'],
  [
    schema,
    'additionalProperties contains else if items not propertyNames then unevaluatedItems unevaluatedProperties',
  ],
]
const keywords = new Map(
  kinds.flatMap(([check, words]) => words.split(' ').map((word) => [word, check] as const)),
)

/** Is `value` a JSON Schema 2020-12 that Parrot understands in every word? A word it does not know would be a check not made. */
export function schemaRules(path: Path, value: unknown, root: unknown = value): Wrong[] {
  if (typeof value === 'boolean') return []
  if (!isObject(value)) return [wrong(path, value, 'a JSON Schema')]
  return Object.entries(value).flatMap(([keyword, inner]) => {
    const check = keywords.get(keyword)
    return check === undefined ? [unknownKeyword(path, keyword)] : check([...path, keyword], inner, root)
  })
}

function unknownKeyword(path: Path, keyword: string): Wrong {
  const near = nearest(keyword, keywords.keys())
  const want = 'a keyword of JSON Schema 2020-12 that Parrot knows'
  return wrong([...path, keyword], keyword, near === undefined ? want : `${want}; the nearest is "${near}"`)
}

function isType(value: unknown): boolean {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value]
  return names.length > 0 && names.every((name) => types.has(name as string))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
