import {nearest} from '../text/nearest.ts'
import {isSafePattern, patternWanted} from './pattern.ts'
import * as words from './schema-words.ts'
import {isObject, type Check} from './schema-words.ts'
import {wrong, type Path, type Wrong} from './wrong.ts'

const schema: Check = (path, value, root) => schemaRules(path, value, root)
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
  return Object.entries(value).flatMap(([name, item]) => words.names([...path, name], item, undefined))
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
  [words.text, '$comment $schema description title x-wants'],
  [words.anything, 'const default x-cli'],
  [words.flag, 'deprecated readOnly uniqueItems writeOnly'],
  [words.number, 'exclusiveMaximum exclusiveMinimum maximum minimum'],
  [words.positive, 'multipleOf'],
  [words.count, 'maxContains maxItems maxLength maxProperties minContains minItems minLength minProperties'],
  [words.values, 'enum examples'],
  [words.names, 'required'],
  [required, 'dependentRequired'],
  [words.table, 'x-table'],
  [words.type, 'type'],
  [words.format, 'format'],
  [words.safePattern, 'pattern'],
  [words.anchor, '$anchor'],
  [words.header, 'x-mcp-header'],
  [words.argument, 'x-mcp-name'],
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
  kinds.flatMap(([check, list]) => list.split(' ').map((word) => [word, check] as const)),
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
