const longest = 60
// C0, DEL, C1, line separators and the marks that turn the direction of writing: none of them has a place in one line of text.
const unprintable = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u
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

/** A value from outside, as one short line fit for a message: `"abc"`, `12`, `an object`, `nothing`. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (value !== null && typeof value === 'object') return 'an object'
  return typeof value === 'string' ? `"${printable(shortened(value))}"` : String(value)
}

function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
