import type {Plugin} from '../host/plugin.ts'
import {inWordsOf} from '../text/in-words-of.ts'
import {rememberAs} from '../text/made.ts'
import type {Problem} from '../text/problem.ts'
import {spoken} from '../text/reader.ts'

/**
 * A text of a plugin's (a description, the title of a column, a line of its result) in the reader's language, where the `messages` of its
 * manifest have it; else as it is. What they give is a stranger's as much as the text itself: it is made harmless where it is shown.
 */
export function theirs({load}: Pick<Plugin, 'load'>, text: string): string {
  const language = spoken()
  if (language === 'en') return text
  const loaded = load()
  const messages = 'manifest' in loaded ? loaded.manifest.messages?.[language] : undefined
  return (messages && inWordsOf(messages, text, language)) ?? text
}

/** What problems quote of a plugin's (what an input is to be) is told in the reader's language. */
export function knowWords(plugin: Pick<Plugin, 'load'>, problems: readonly Problem[]): void {
  if (spoken() === 'en') return
  for (const text of problems.flatMap(({params}) => Object.values(params))) {
    if (typeof text !== 'string') continue
    // A description begins with a capital, and not within a sentence.
    const known = [text, text.slice(0, 1).toUpperCase() + text.slice(1)]
    const told = known.find((one) => theirs(plugin, one) !== one)
    if (told !== undefined) rememberAs(text, theirs(plugin, told))
  }
}
