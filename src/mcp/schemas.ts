import type {JsonSchema} from '../manifest/manifest.ts'
import {plain} from '../text/plain.ts'

/** Their members are schemas by a name of the plugin's own. */
const named = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])
/** The one of its kind that is the protocol's. */
const header = 'x-mcp-header'
/** Their values are data, whatever they look like. */
const data = new Set(['default', 'const', 'enum', 'examples', 'required'])

/** A manifest's schema as an agent gets it: without what is the terminal's business, and nothing in its texts but text. */
export function published(schema: JsonSchema): {readonly type: 'object'} & JsonSchema {
  return {...(shown(schema) as JsonSchema), type: 'object'}
}

/** The same for a result, which may be anything. */
export function publishedResult(schema: JsonSchema): JsonSchema {
  return shown(schema) as JsonSchema
}

function shown(schema: unknown): unknown {
  if (typeof schema === 'string') return plain(schema)
  if (Array.isArray(schema)) return schema.map(shown)
  if (typeof schema !== 'object' || schema === null) return schema
  const kept = Object.entries(schema).filter(([keyword]) => !keyword.startsWith('x-') || keyword === header)
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, valueOf(keyword, value)]))
}

function valueOf(keyword: string, value: unknown): unknown {
  if (data.has(keyword) || typeof value !== 'object' || value === null) return textIn(keyword, value)
  if (!named.has(keyword)) return shown(value)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shown(inner)]))
}

/** A pattern means what it means, to the last character. */
const textIn = (keyword: string, value: unknown) =>
  typeof value === 'string' && (keyword === 'description' || keyword === 'title') ? plain(value) : value
