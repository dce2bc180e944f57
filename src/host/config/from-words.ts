import type {Taken} from '../../config/keys.ts'

/**
 * What was written on a command line, as the value that a key of this type takes. What does not fit comes out as the text it is, for the
 * schema to say what is wrong with it.
 */
export function fromWords({type, orTable}: Taken, words: readonly string[]): unknown {
  const [first = ''] = words
  if (type === 'list') return words.length === 1 && first.startsWith('[') ? fromJson(first) : words
  if (words.length !== 1) return words
  if (type === 'table' || (orTable && first.startsWith('{'))) return fromJson(first)
  if (type === 'boolean') return first === 'true' || (first === 'false' ? false : first)
  if (type === 'integer') return /^-?\d{1,15}$/.test(first) ? Number(first) : first
  if (type === 'number') return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(first) ? Number(first) : first
  return first
}

/** What it is as JSON; else the text. */
export function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
