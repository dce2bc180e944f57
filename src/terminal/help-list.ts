import type {Listed, Plugin} from '../host/plugin.ts'
import {columns} from './columns.ts'
import {completion, core, topics} from './core.ts'
import type {Look} from './door.ts'
import {inert, plainLine} from './plain.ts'
import type {Tools} from './tools.ts'

/** What `parrot --help` says: the plugins this person can see, then Parrot's own commands. */
export function rootText(tools: Tools, {paint, width}: Look): string {
  const plugins = [...byFirstWord(tools)].sort(byName)
  const own = Object.entries(core).filter(([id]) => !id.includes(':'))
  const groups = Object.entries(topics).map(([topic, says]): Row => [topic, says])
  const commands = [
    ...own.map(([id, {summary}]): Row => [id, summary]),
    ...groups,
    [completion.id, completion.summary] as const,
  ]
  return [
    'Approved operations on this machine, through one corridor: who asks, what the role allows, a sandbox, a record.',
    `${paint('bold', 'USAGE')}\n${columns(
      [
        ['parrot', 'On a terminal: a menu of what you may run'],
        ['parrot COMMAND [flags]', ''],
        ['parrot --version', 'Which Parrot this is, and on which Node'],
      ],
      width,
    )}`,
    ...(plugins.length > 0 ? [`${paint('bold', 'PLUGINS')}\n${columns(plugins, width)}`] : []),
    `${paint('bold', 'COMMANDS')}\n${columns(commands.sort(byName), width)}`,
    'Every command takes --help, and all but autocomplete take --json.\n',
  ].join('\n\n')
}

/** What `parrot plugin` or `parrot backup` says: the commands below that word. */
export function topicText(topic: string, tools: Tools, {paint, width}: Look): string {
  const own = Object.entries(core).filter(([id]) => id.startsWith(`${topic}:`))
  const below = [...tools.values()].filter(({command}) => command.path[0] === topic)
  const rows = [
    ...own.map(([id, {summary}]): Row => [id.replaceAll(':', ' '), summary]),
    ...below.map(({command}): Row => [command.path.join(' '), plainLine(command.description)]),
  ]
  const about = Object.hasOwn(topics, topic) ? topics[topic] : inert(below[0]?.plugin.description ?? '')
  return [
    about,
    `${paint('bold', 'USAGE')}\n${columns([[`parrot ${topic} COMMAND [flags]`, '']], width)}`,
    `${paint('bold', 'COMMANDS')}\n${columns(rows.sort(byName), width)}\n`,
  ].join('\n\n')
}

type Row = readonly [string, string]

/** A plugin with several commands is one row. */
function byFirstWord(tools: Tools): Map<string, string> {
  const rows = new Map<string, string>()
  for (const {plugin, command} of tools.values()) {
    rows.set(
      command.path[0] ?? command.tool,
      plainLine(command.path.length > 1 ? describes(plugin) : describes(command)),
    )
  }
  return rows
}

const describes = ({description}: Plugin | Listed) => description

const byName = ([a]: Row, [b]: Row) => (a < b ? -1 : a > b ? 1 : 0)
