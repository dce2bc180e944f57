import {codeWords} from './error-words.ts'
import {fill} from './fill.ts'
import {otherOf} from './made.ts'
import {matched} from './matched.ts'

type Phrases = Readonly<Record<string, string>>

/** An English phrase, or what the system says of an error, in the language of `phrases`; undefined where it is neither. */
export function phraseIn(phrases: Phrases, text: string): string | undefined {
  if (Object.hasOwn(phrases, text)) return phrases[text]
  return ofSystem(phrases, text) ?? withValues(phrases, text)
}

/** `EACCES`, `EACCES: permission denied, open '/x'`, as Node says it, and `/x: permission denied (EACCES)`, with the place or without. */
function ofSystem(phrases: Phrases, text: string): string | undefined {
  const [, code = '', doing] =
    /^([A-Z][A-Z_\d]+)(?:: [^,]+(?:, (.*))?)?$/s.exec(text) ?? /\(([A-Z][A-Z_\d]+)\)$/.exec(text) ?? []
  const words = codeWords(code)
  if (words === undefined) return undefined
  const end = `: ${words} (${code})`
  const place = text.endsWith(end) ? text.slice(0, -end.length + 2) : ''
  return `${place}${phrases[words] ?? words} (${code}${doing === undefined ? '' : `: ${doing}`})`
}

function withValues(phrases: Phrases, text: string): string | undefined {
  const exactFirst = Object.entries(phrases).toSorted(([one], [other]) => other.length - one.length)
  for (const [english, theirs] of exactFirst) {
    const values = /\{\w+\}/.test(english) ? matched(english, text) : undefined
    if (values !== undefined) return fill(theirs, values, 'en', (value) => told(phrases, String(value)))
  }
  return undefined
}

const told = (phrases: Phrases, text: string) => phraseIn(phrases, text) ?? otherOf(text) ?? text
