const escape = '\u001b'
const bell = '\u0007'

/**
 * Whole sequences first, so that nothing of a colour code or a window title is left behind as letters. A string ends where another begins:
 * many that never end would else each be looked through to the last.
 */
const sequences = new RegExp(
  [
    `(?:${escape}\\[|\u009b)[0-?]*[ -/]*[@-~]`,
    `(?:${escape}[\\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^${bell}${escape}\u0090\u0098\u009c-\u009f]*(?:${bell}|${escape}\\\\|\u009c)`,
    `${escape}[ -/]*[0-~]`,
  ].join('|'),
  'gu',
)

/**
 * Controls, and what hides text, is no sign of its own, or turns the direction; the two joiners that scripts and emoji need may stay, and behind a
 * sign one word on how it looks.
 */
const invisible = /(?![\n\t\u200c\u200d]|(?<=[^\s\p{Cc}\p{Cf}\p{DI}])[\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{DI}]/gu

/** Looked for first: most texts have none, and an answer has many. */
const strange = /[^\n\t -~\u00a0-\u00ac\u00ae-\u02ff]/u

/** Text from outside, safe on a terminal and for an agent: newline and tab are all the control it keeps. */
export function plain(text: string): string {
  if (!strange.test(text)) return text
  return text
    .toWellFormed()
    .replaceAll(sequences, '')
    .replaceAll(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replaceAll(invisible, '')
}

/** What most texts are, and nothing is to be done about: a list of many would otherwise be slow. */
const words = /^(?:[!-~]+(?: [!-~]+)*)?$/

/** Marks on one sign, behind which no language has more: thousands are no text, and a table would be measured by them. */
const heaped = /([\p{Mn}\p{Me}\u200c\u200d]{8})[\p{Mn}\p{Me}\u200c\u200d]+/gu

/** The same on a single line, with no more than 8 marks on one sign, at most `most` characters long. */
export function plainLine(text: string, most = 500): string {
  if (text.length <= most && words.test(text)) return text
  const line = plain(text.slice(0, most * 4))
    .replaceAll(heaped, '$1')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`
}
