import type {Plugin} from '../host/plugin.ts'
import {inWordsOf} from '../text/in-words-of.ts'
import type {Problem} from '../text/problem.ts'
import {spoken} from '../text/reader.ts'
import type {Door} from './door.ts'
import {quoteWords} from './quote-words.ts'

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

/** What these problems quote of the plugin that they are about is told in the reader's language, and nothing else of them. */
export function knowWords(plugin: Plugin, problems: readonly Problem[]): void {
  if (spoken() === 'en') return
  const loaded = plugin.load()
  if ('problem' in loaded) return
  for (const each of problems)
    if (isAbout(plugin, each)) quoteWords(each, loaded.manifest.config ?? {}, (text) => theirs(plugin, text))
}

/** The same for problems of whichever plugin each is about. */
export async function knowWordsOf(door: Pick<Door, 'parrot'>, problems: readonly Problem[]): Promise<void> {
  if (spoken() === 'en') return
  const names = new Set(problems.map(({params}) => String(params['plugin'])))
  const {plugins} = (await door.parrot()).catalog
  for (const plugin of plugins.values())
    if (names.has(plugin.name))
      knowWords(
        plugin,
        problems.filter(({params}) => params['plugin'] === plugin.name),
      )
}

/** What names no plugin and no tool (an input that is wrong) is about the one that was called. */
function isAbout({name, commands}: Plugin, {params: {plugin, tool}}: Problem): boolean {
  if (plugin !== undefined) return plugin === name
  return tool === undefined || commands.some((command) => command.tool === tool)
}
