import type {Catalog, Plugin} from '../host/plugin.ts'
import type {Manifest} from '../manifest/manifest.ts'
import type {Code} from '../text/en.ts'
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
  if (spoken() === 'en') return text
  const loaded = load()
  return 'manifest' in loaded ? inItsWords(loaded.manifest, text) : text
}

/** The same by a manifest, whether or not it is of a plugin that is here. */
export function inItsWords({messages}: Pick<Manifest, 'messages'>, text: string): string {
  const language = spoken()
  const words = language === 'en' ? undefined : messages?.[language]
  return (words && inWordsOf(words, text, language)) ?? text
}

/**
 * What each of these problems quotes of the plugin that it is about is told in the reader's language, and nothing else of it. One that
 * names no plugin and no tool (an input that is wrong) is about the one that was `called`, and behind the sentence that names a step of
 * a workflow about what that step calls.
 */
export async function knowWords(
  door: Pick<Door, 'parrot'>,
  problems: readonly Problem[],
  called?: Plugin,
): Promise<void> {
  if (spoken() === 'en') return
  const {catalog} = await door.parrot()
  let current = called
  for (const each of problems) {
    if (steps.has(each.code)) current = pluginOf(catalog, each)
    const plugin = isNamed(each) ? pluginOf(catalog, each) : current
    const loaded = plugin?.load()
    if (plugin === undefined || loaded === undefined || 'problem' in loaded) continue
    quoteWords(each, loaded.manifest.config ?? {}, (text) => theirs(plugin, text))
  }
}

const steps: ReadonlySet<Code> = new Set(['workflow_step', 'workflow_step_first'])

const isNamed = ({params: {plugin, tool}}: Problem) => plugin !== undefined || tool !== undefined

function pluginOf({plugins, commands}: Catalog, {params}: Problem): Plugin | undefined {
  const {plugin, tool} = params
  return plugin === undefined ? commands.get(String(tool))?.plugin : plugins.get(String(plugin))
}
