import {phrase} from '../text/phrase.ts'
import {withoutShapes} from '../text/secret-shapes.ts'

const longest = 60
// Controls, separators, half characters, and what is there without being seen: it turns the direction of writing or hides
// words from people that a model still reads. The two joiners stay, for they are part of how some languages are written.
const unprintable = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u
const everyUnprintable = new RegExp(unprintable, 'gu')

/** The first character of `text` that would not print as itself, as `U+001B`; undefined when there is none. */
export function firstUnprintable(text: string): string | undefined {
  const [found] = unprintable.exec(text) ?? []
  return found === undefined ? undefined : codePoint(found)
}

/** `text` on one line, with everything that would not print as itself written as `\u{1b}`. */
export function printable(text: string): string {
  return text.replaceAll(everyUnprintable, (c) => String.raw`\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)
}

/** A name that a stranger gave, told apart from the sentence that it stands in: no quotation mark of its own ends it. */
export function quotedName(name: string, most = 80): string {
  const cut = name.length > most ? `${name.slice(0, most)}…` : name
  return `"${printable(cut.replaceAll(/["\\]/g, String.raw`\$&`))}"`
}

/** A value from outside, as one short line fit for a message: `"abc"`, `12`, `an object`, `nothing`; of what has the shape of a secret nothing. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (value !== null && typeof value === 'object') return 'an object'
  return typeof value === 'string' ? quoted(value) : `${value as number | boolean | null}`
}

/**
 * What is wrong in a value that was `given`, a text or a list. Looked at is all of it: of a key of many lines, one alone has no shape, and
 * neither has what stands behind `--password`.
 */
export function showPart(given: unknown, part: unknown): string {
  const texts = [given].flat().filter((one) => typeof one === 'string')
  const hidden = typeof part === 'string' && !withoutShapes(texts.join('\n')).includes(part)
  return hidden ? phrase('a value that is not shown') : show(part)
}

/** Before anything is cut: half a secret has no shape, and is still half of one. */
function quoted(text: string): string {
  if (withoutShapes(text) !== text) return phrase('a value that is not shown')
  if (text.length <= longest) return `"${printable(text)}"`
  return `"${printable(text.slice(0, longest))}…" (${text.length} characters)`
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
