/**
 * What nobody sees on a screen, or what moves other letters: controls, formats, separators, lone surrogates.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

/** Does `text` hold a character that a reader cannot see? */
export function invisible(text: string): boolean {
  return unseen.test(text)
}

/** `text` safe to put before a person: at most 80 characters, what is invisible as `\u{…}`. */
export function shown(text: string): string {
  return text
    .slice(0, 80)
    .replaceAll(new RegExp(unseen, 'gu'), (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`)
}
