import type {Listed, Plugin} from '../host/plugin.ts'
import {helpHere, word} from '../text/reader.ts'
import {columns} from './columns.ts'
import {completion, core, topics} from './core.ts'
import type {Look} from './door.ts'
import {inert, plainLine} from './plain.ts'
import {below} from './route.ts'
import {theirs} from './plugin-words.ts'
import {wrapped} from './table/width.ts'
import type {Tools} from './tools.ts'

/** What stands around the lists; here so that a test finds all of it in every language. */
export const rootTexts = {
  about:
    'Approved operations on this machine, through one corridor: who asks, what the role allows, a sandbox, a record.',
  words: 'COMMAND [flags]',
  menu: 'On a terminal: a menu of what you may run',
  version: 'Which Parrot this is, and on which Node',
  root: 'For root: what the server of this machine may have done as root',
  every: 'Every command takes --help, and all but autocomplete and root take --json.',
} as const

/** What `parrot --help` says: the plugins this person can see, then Parrot's own commands. */
export function rootText(tools: Tools, {paint, width}: Look): string {
  const plugins = [...byFirstWord(tools)].sort(byName)
  const own = Object.entries(core).filter(([id, {hidden}]) => !id.includes(':') && !hidden)
  const groups = Object.entries(topics).map(([topic, says]): Row => [topic, helpHere(says)])
  const commands = [
    ...own.map(([id, {summary}]): Row => [id, helpHere(summary)]),
    ...groups,
    [completion.id, helpHere(completion.summary)] as const,
    ['root', helpHere(rootTexts.root)] as const,
  ]
  return [
    wrapped(helpHere(rootTexts.about), width).join('\n'),
    `${paint('bold', word('USAGE'))}\n${columns(
      [
        ['parrot', helpHere(rootTexts.menu)],
        [`parrot ${helpHere(rootTexts.words)}`, ''],
        ['parrot --version', helpHere(rootTexts.version)],
      ],
      width,
    )}`,
    ...(plugins.length > 0 ? [`${paint('bold', word('PLUGINS'))}\n${columns(plugins, width)}`] : []),
    `${paint('bold', word('COMMANDS'))}\n${columns(commands.sort(byName), width)}`,
    `${helpHere(rootTexts.every)}\n`,
  ].join('\n\n')
}

/** What `parrot plugin` or `parrot backup` says: the commands below that word. */
export function topicText(topic: string, tools: Tools, {paint, width}: Look): string {
  const all = Object.entries(core).filter(([id]) => id.startsWith(`${topic}:`))
  // A topic that is not for people alone would be empty.
  const shown = all.filter(([, {hidden}]) => !hidden)
  const own = shown.length > 0 ? shown : all
  const tooled = [...tools.values()].filter(({command}) => command.path[0] === topic)
  const rows = [
    ...own.map(([id, {summary}]): Row => [id.replaceAll(':', ' '), helpHere(summary)]),
    ...tooled.map(({plugin, command}): Row => [
      command.path.join(' '),
      plainLine(theirs(plugin, command.description)),
    ]),
  ]
  const about = Object.hasOwn(topics, topic)
    ? helpHere(topics[topic] ?? '')
    : inert(tooled[0] === undefined ? '' : theirs(tooled[0].plugin, tooled[0].plugin.description))
  return [
    wrapped(about, width).join('\n'),
    `${paint('bold', word('USAGE'))}\n${columns([[`parrot ${topic} ${helpHere(rootTexts.words)}`, '']], width)}`,
    `${paint('bold', word('COMMANDS'))}\n${columns(rows.sort(byName), width)}\n`,
  ].join('\n\n')
}

/** What stands in the help of a plugin that can be called by itself and has commands below it; empty for others. */
export function commandsBelow(plugin: string, tools: Tools, {paint, width}: Look): string {
  const whose = [...tools.values()].find(({command}) => command.path[0] === plugin)?.plugin
  const rows = below(plugin, tools).map(({path, description}): Row => [
    path.join(' '),
    plainLine(whose === undefined ? description : theirs(whose, description)),
  ])
  return rows.length === 0
    ? ''
    : `${paint('bold', word('COMMANDS'))}\n${columns(rows.sort(byName), width)}\n\n`
}

type Row = readonly [string, string]

/** A plugin with several commands is one row. */
function byFirstWord(tools: Tools): Map<string, string> {
  const rows = new Map<string, string>()
  for (const {plugin, command} of tools.values()) {
    rows.set(
      command.path[0] ?? command.tool,
      plainLine(theirs(plugin, command.path.length > 1 ? describes(plugin) : describes(command))),
    )
  }
  return rows
}

const describes = ({description}: Plugin | Listed) => description

const byName = ([a]: Row, [b]: Row) => (a < b ? -1 : a > b ? 1 : 0)
