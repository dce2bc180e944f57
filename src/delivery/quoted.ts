import type {World} from '../host/world.ts'
import {inWordsOf} from '../text/in-words-of.ts'
import type {Language} from '../text/language.ts'

/** The plugins whose summaries alerts and events quote. */
const quotedPlugins = ['health_check', 'backup'] as const

/** What such a summary says, in the words of its plugin; undefined where it has none. */
export function quotedIn(
  {catalog}: Pick<World, 'catalog'>,
  language: Language,
): (text: string) => string | undefined {
  return (text) => {
    for (const name of quotedPlugins) {
      const loaded = catalog.plugins.get(name)?.load()
      const messages = loaded && 'manifest' in loaded ? loaded.manifest.messages?.[language] : undefined
      const told = messages && inWordsOf(messages, text, language)
      if (told !== undefined) return told
    }
    return undefined
  }
}
