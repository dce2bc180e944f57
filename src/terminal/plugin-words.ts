import type {Plugin} from '../host/plugin.ts'
import {fill} from '../text/fill.ts'
import type {Language} from '../text/language.ts'
import {matched} from '../text/matched.ts'
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
  if (messages === undefined) return text
  // A summary may be a list of what each has a text of its own.
  const parts = text.split(', ').map((part) => oneOf(messages, part, language))
  const whole = parts.length > 1 && parts.every((part) => part !== undefined)
  return (whole ? parts.join(', ') : oneOf(messages, text, language)) ?? text
}

function oneOf(
  messages: Readonly<Record<string, string>>,
  text: string,
  language: Language,
): string | undefined {
  if (Object.hasOwn(messages, text)) return messages[text]
  for (const [english, told] of Object.entries(messages)) {
    const values = english.includes('{') ? matched(english, text) : undefined
    if (values !== undefined) return fill(told, values, language)
  }
  return undefined
}
