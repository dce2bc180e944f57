import {textRedactor} from '../../events/redact-text.ts'
import {redacted} from '../../text/secret-shapes.ts'

const redact = textRedactor([])

/**
 * The name and password of an address are nobody's business, nor is anything else that has the shape of a secret, nor what whoever knows it
 * can ask for: the address of a dead-man switch, where below its host a webhook leads, a topic, the value of a header.
 */
export function shown(value: unknown): unknown {
  if (typeof value === 'string') return shownText(value)
  if (Array.isArray(value)) return value.map(shown)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shownBelow(name, inner)]))
}

export const shownText = (text: string) => redact(text.replace(/^(https?:\/\/)[^/@]*@/, `$1${redacted}@`))

function shownBelow(name: string, value: unknown): unknown {
  if (name === 'deadman' || (name === 'topic' && typeof value === 'string')) return redacted
  if (name === 'url' && typeof value === 'string') return withoutPath(value)
  return name === 'headers' ? withoutTexts(value) : shown(value)
}

/** Scheme and host tell where something is sent; the rest is what lets one send there. */
function withoutPath(text: string): string {
  const {origin, pathname = '', search = ''} = URL.parse(text) ?? {}
  return origin === undefined || pathname + search === '/' ? shownText(text) : `${origin}/${redacted}`
}

/** Where a secret is kept is none. */
function withoutTexts(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return redacted
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, typeof inner === 'string' ? redacted : shown(inner)]),
  )
}
