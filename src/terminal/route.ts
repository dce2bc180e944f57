import type {Listed, Plugin} from '../host/plugin.ts'
import {completion, core, topics} from './core.ts'
import type {Tools} from './tools.ts'

/** Where a command line leads. `words` is what was typed before the first flag. */
export type Route =
  | {readonly to: 'root'}
  | {readonly to: 'core'; readonly id: string; readonly argv: readonly string[]}
  | {readonly to: 'completion'; readonly id: string; readonly argv: readonly string[]}
  | {readonly to: 'topic'; readonly topic: string}
  | {readonly to: 'tool'; readonly plugin: Plugin; readonly command: Listed; readonly argv: readonly string[]}
  | {readonly to: 'unknown'; readonly words: readonly string[]}

/**
 * Parrot's own commands come first, so no plugin can stand in for one; `user add` may be written as its operation is called,
 * `user_add`. Undefined where only a plugin can be meant.
 */
export function coreRoute(line: readonly string[]): Route | undefined {
  const argv = spelled(line)
  const [first, second] = wordsOf(argv)
  if (first === undefined) return {to: 'root'}
  if (first === completion.id) return completionRoute(argv, second)
  if (first === 'run' && second !== undefined) return undefined
  const both = `${first}:${second}`
  if (second !== undefined && Object.hasOwn(core, both)) return {to: 'core', id: both, argv: argv.slice(2)}
  const id = Object.keys(core).find((each) => each.replaceAll(':', '_') === snake(first))
  if (id !== undefined) return {to: 'core', id, argv: argv.slice(1)}
  if (!Object.hasOwn(topics, first)) return undefined
  return second === undefined ? {to: 'topic', topic: first} : {to: 'unknown', words: [first, second]}
}

/** A plugin's command by its words, in snake_case or kebab-case, or by the name agents know it under; `run` in front is allowed. */
export function toolRoute(argv: readonly string[], tools: Tools): Route {
  const line = argv[0] === 'run' ? argv.slice(1) : argv
  const words = wordsOf(line)
  for (let count = Math.min(words.length, 3); count > 0; count--) {
    const found = tools.get(words.slice(0, count).map(snake).join('_'))
    if (found === undefined || (count > 1 && found.command.path.length !== count)) continue
    const {path} = found.command
    // What follows a plugin that has commands below it is meant for one of them.
    if (path.length === 1 && words.length > 1 && below(path[0] ?? '', tools).length > 0) break
    return {to: 'tool', ...found, argv: line.slice(count)}
  }
  const [first = '', second] = words
  const isTopic = below(snake(first), tools).length > 0
  if (isTopic && second === undefined) return {to: 'topic', topic: snake(first)}
  const named = isTopic ? words.slice(0, 2) : words.slice(0, 1)
  return {to: 'unknown', words: line === argv ? named : ['run', ...named]}
}

/** The commands of a plugin that have a second word. */
export function below(plugin: string, tools: Tools): readonly Listed[] {
  const commands = [...tools.values()].map(({command}) => command)
  return commands.filter(({path}) => path.length > 1 && path[0] === plugin)
}

/** `plugins:install`, as other programs that are built on oclif have it, is `plugin install`; any id may be written so. */
function spelled(argv: readonly string[]): readonly string[] {
  const [first, ...rest] = argv
  if (first === undefined) return argv
  const words = first.split(':')
  if (words[0] === 'plugins') words[0] = 'plugin'
  return words.length === 1 || Object.hasOwn(core, words.join(':')) ? [...words, ...rest] : argv
}

function completionRoute(argv: readonly string[], second: string | undefined): Route {
  if (second !== 'script' && second !== 'create')
    return {to: 'completion', id: completion.id, argv: argv.slice(1)}
  return {to: 'completion', id: `${completion.id}:${second}`, argv: argv.slice(2)}
}

/** The words before the first flag. */
export function wordsOf(argv: readonly string[]): readonly string[] {
  const end = argv.findIndex((word) => word.startsWith('-'))
  return end === -1 ? argv : argv.slice(0, end)
}

/** A name as agents know it. */
export const snake = (word: string) => word.replaceAll('-', '_')
