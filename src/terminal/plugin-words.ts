import type {Plugin} from '../host/plugin.ts'
import {inWordsOf} from '../text/in-words-of.ts'
import {rememberAs} from '../text/made.ts'
import type {Problem} from '../text/problem.ts'
import {spoken} from '../text/reader.ts'
import type {Door} from './door.ts'

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
  const loaded = plugin.load()
  const config = 'manifest' in loaded ? loaded.manifest.config : undefined
  for (const {wants} of Object.values(config ?? {}))
    if (wants !== undefined) rememberAs(wants, theirs(plugin, wants))
  for (const text of problems.flatMap(({params}) => Object.values(params))) {
    if (typeof text !== 'string') continue
    // A description begins with a capital, and not within a sentence.
    const known = [text, text.slice(0, 1).toUpperCase() + text.slice(1)]
    const told = known.find((one) => theirs(plugin, one) !== one)
    if (told !== undefined) rememberAs(text, theirs(plugin, told))
  }
}

/** The same for problems of whichever plugin each is about. */
export async function knowWordsOf(door: Pick<Door, 'parrot'>, problems: readonly Problem[]): Promise<void> {
  if (spoken() === 'en') return
  const names = new Set(problems.map(({params}) => String(params['plugin'])))
  const {plugins} = (await door.parrot()).catalog
  for (const plugin of plugins.values()) if (names.has(plugin.name)) knowWords(plugin, problems)
}
