import type {JsonSchema} from './manifest.ts'
import {isObject} from './schema-words.ts'
import {wrong, type Path, type Wrong} from './wrong.ts'

type Mark = {readonly path: Path; readonly value: unknown; readonly schema: JsonSchema}

/** An anchor is a name in its document, so each is there once; it is shown to clients, and nothing refers to it here. */
export function anchorRules(path: Path, schema: JsonSchema): Wrong[] {
  const found = marks(path, schema, '$anchor')
  const names = found.map(({value}) => value)
  return found
    .filter((_, index) => names.indexOf(names[index]) < index)
    .map(({path, value}) => wrong(path, value, 'an anchor of its own'))
}

/**
 * An input that a client also sends as a header of HTTP: one of the first level, of a type that fits a header, each header once,
 * and nothing that is secret, since proxies write headers down.
 */
export function headerRules(path: Path, schema: JsonSchema): Wrong[] {
  const found = marks(path, schema, 'x-mcp-header')
  const names = found.map(({value}) => String(value).toLowerCase())
  const top = path.length + 2
  return found.flatMap(({path: at, value, schema: property}, index) => {
    if (at[path.length] !== 'properties' || at.length !== top + 1)
      return [wrong(at, value, 'nothing: a header is for an input of the first level')]
    if (!['string', 'integer', 'boolean'].includes(property['type'] as string))
      return [wrong(at, value, 'nothing: a header is for a string, an integer or a boolean')]
    if (property['writeOnly'] === true)
      return [wrong(at, value, 'nothing: a secret does not go into a header')]
    return names.indexOf(names[index] ?? '') < index ? [wrong(at, value, 'a header of its own')] : []
  })
}

/** Everywhere that this keyword could stand, also where it is only the name of something. */
function marks(path: Path, value: unknown, keyword: string): Mark[] {
  if (Array.isArray(value)) return value.flatMap((inner, index) => marks([...path, index], inner, keyword))
  if (!isObject(value)) return []
  const inner = Object.entries(value).flatMap(([key, each]) => marks([...path, key], each, keyword))
  return typeof value[keyword] === 'string'
    ? [{path: [...path, keyword], value: value[keyword], schema: value}, ...inner]
    : inner
}
