const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u
const nothing = /^[\p{Mn}\p{Me}\p{Cf}]$/u

/** What most cells are: of a list of many each is measured more than once. */
const narrow = /^[ -~]*$/

/** How many columns a terminal gives to a text without control characters. */
export function widthOf(text: string): number {
  if (narrow.test(text)) return text.length
  return Array.from(text).reduce((sum, character) => sum + columnsOf(character), 0)
}

/** `text` with `missing` spaces behind it, or before it where it belongs to the right. */
export function padded(text: string, missing: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, missing))
  return right ? space + text : text + space
}

/** The text in lines of at most `width` columns, broken between words and, where a word is longer, inside it. Never no line. */
export function wrapped(text: string, width: number): string[] {
  if (widthOf(text) <= width || width < 2) return [text]
  const lines: Measured[] = []
  for (const word of text.split(' ').flatMap((word) => pieces(word, width))) {
    const line = lines.at(-1)
    if (line === undefined) lines.push(word)
    else if (line.text === '') lines[lines.length - 1] = word
    else if (line.columns + 1 + word.columns > width) lines.push(word)
    else lines[lines.length - 1] = together(line, word)
  }
  return lines.map((line) => line.text)
}

/** A text, and how wide it is: what grows is never measured again, for nothing ends a line of signs that take no column. */
type Measured = {readonly text: string; readonly columns: number}

const together = (line: Measured, word: Measured): Measured => ({
  text: `${line.text} ${word.text}`,
  columns: line.columns + 1 + word.columns,
})

function pieces(word: string, width: number): Measured[] {
  const found: Measured[] = []
  let [text, columns] = ['', 0]
  for (const character of word) {
    const more = columnsOf(character)
    if (columns + more > width) {
      found.push({text, columns})
      ;[text, columns] = ['', 0]
    }
    text += character
    columns += more
  }
  return [...found, {text, columns}]
}

function columnsOf(character: string): number {
  if (nothing.test(character)) return 0
  return wide.test(character) ? 2 : 1
}
