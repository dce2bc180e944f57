import type {Language} from './language.ts'

/** A path, a code or a word alone is the same in every language. */
const isSentence = (text: string) => /\p{L}\s+\p{L}/u.test(text) && !text.startsWith('«')

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/

/** The holes for what somebody else says is wrong: the words of a parser, of npm, of a program. */
const saidElsewhere: ReadonlySet<string> = new Set(['cause', 'error', 'want'])

/**
 * How a value, by the name of its hole, stands in a sentence of this language: fractions and times as one writes them there, texts as
 * `retold` has them, and why something was so, where it is a sentence of Parrot's, as `again` has it. What nobody can translate, because it is another program's, is marked as a quotation.
 */
export function telling(
  language: Language,
  retold: (text: string) => string,
  again: (sentence: string) => string | undefined = () => undefined,
): (value: string | number, name?: string) => string {
  const numbers = new Intl.NumberFormat(language, {useGrouping: false, maximumFractionDigits: 20})
  const times = new Intl.DateTimeFormat(language, {dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC'})
  return (value, name = '') => {
    if (typeof value === 'number') return numbers.format(value)
    if (moment.test(value)) return `${times.format(new Date(value))} UTC`
    const theirs = (name === 'why' ? again(value) : undefined) ?? retold(value)
    return theirs === value && saidElsewhere.has(name) && isSentence(value) ? `«${value}»` : theirs
  }
}
