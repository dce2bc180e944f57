import {remember} from '../text/remember.ts'
import type {Fields, Json} from './plain-json.ts'

/**
 * RFC 8785 of plain JSON without lone surrogates: numbers and texts are what `JSON.stringify` makes of them, and only the order of the
 * keys is left to see to. In half the time that `canonicalize` needs, which takes any value; every event of every call waits for it.
 */
export function canonicalText(json: Json): string {
  if (typeof json === 'string') return JSON.stringify(json)
  if (typeof json !== 'object' || json === null) return String(json)
  return isList(json) ? list(json) : fields(json)
}

function list(items: readonly Json[]): string {
  let text = ''
  for (const item of items) text += `${text && ','}${canonicalText(item)}`
  return `[${text}]`
}

function fields(all: Fields): string {
  let text = ''
  for (const key of Object.keys(all).sort())
    text += `${text && ','}${named(key)}${canonicalText(all[key] ?? null)}`
  return `{${text}}`
}

const named = remember((key) => `${JSON.stringify(key)}:`)

const isList = (json: readonly Json[] | Fields): json is readonly Json[] => Array.isArray(json)
