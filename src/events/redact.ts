import {clean, cleanText, type Fields, type Json, type Limits, type Walk} from './plain-json.ts'
import {textRedactor} from './redact-text.ts'

/** Makes things fit for the journal: plain JSON, no secrets in it, of bounded size. Never throws, whatever it is given. */
export type Redact = {
  readonly fields: (value: unknown) => Fields
  readonly text: (value: string) => string
}

const limits: Limits = {depth: 16, text: 8_192, items: 512, total: 65_536}

/** Beyond the limit a text is still searched this far, so that a secret across the cut is seen whole. */
const margin = 4_096

/**
 * A redactor that knows these secrets by value; the list may grow while it is used. It also takes out what a field's name or
 * a text's shape gives away. What is too deep, too long or too much is cut, and a note in its place says so.
 */
export function redactor(secrets: readonly string[] = [], bounds: Limits = limits): Redact {
  const text = textRedactor(secrets)
  const reach = () => bounds.text + Math.max(margin, ...secrets.map((secret) => secret.length * 9))
  const walk = (): Walk => ({bounds, left: bounds.total, above: [], text, reach: reach()})
  return {
    fields(value) {
      const found = clean(walk(), value)
      return isFields(found) ? found : {value: found}
    },
    text: (value) => cleanText(walk(), value),
  }
}

const isFields = (json: Json): json is Fields =>
  typeof json === 'object' && json !== null && !Array.isArray(json)
