import {isSlip, nearest} from '../text/nearest.ts'
import {problem, type Problem} from '../text/problem.ts'
import {answer, refusedHere} from './answer.ts'
import {callFrom} from './call.ts'
import {hasFlag} from './common-flags.ts'
import {core, topics} from './core.ts'
import type {Door} from './door.ts'
import {plainLine} from './plain.ts'
import {snake} from './route.ts'
import {visibleTools} from './tools.ts'
import {warn} from './warn.ts'

/** A flag where a command should be. */
export async function flagFirst(door: Door, argv: readonly string[]): Promise<void> {
  const flag = plainLine(argv[0] ?? '', 60)
  const result = refusedHere('', 'invalid_input', problem('flag_first', {flag}))
  process.exitCode = await answer(door, result, how(argv))
}

/** A flag where the second word of a command should be. */
export async function topicOnly(door: Door, topic: string, argv: readonly string[]): Promise<void> {
  const flag = plainLine(argv.find((word) => word.startsWith('-')) ?? '', 60)
  const result = refusedHere('', 'invalid_input', problem('flag_for_topic', {flag, topic}))
  process.exitCode = await answer(door, result, how(argv))
}

/**
 * A name that nothing stands behind here: asked for and recorded like any call. Where the host knows better (it is not enabled,
 * it was changed) its answer stands; else the nearest name that this person may know of. Nothing starts: there is no input.
 */
export async function unknown(door: Door, words: readonly string[], argv: readonly string[]): Promise<void> {
  const found = await suggestion(door, words)
  const result = await callFrom(door, {
    tool: meant(words).map(snake).join('_').slice(0, 256),
    input: async () => ({problems: [found]}),
  })
  // An operation of Parrot's own that has no command reads the input, and so comes back with what is in it.
  const nothing = result.problems.some((one) => one === found || one.code === 'unknown_plugin')
  const shown = nothing ? {...result, outcome: 'unknown' as const, problems: [found]} : result
  process.exitCode = await answer(door, shown, how(argv))
  await warn(door)
}

const how = (argv: readonly string[]) => ({json: hasFlag(argv, 'json'), view: () => ''})

/** Without the `run` that may stand in front of a plugin's command. */
const meant = ([first, ...rest]: readonly string[]): readonly string[] =>
  first === 'run' ? rest : first === undefined ? [] : [first, ...rest]

async function suggestion(door: Door, words: readonly string[]): Promise<Problem> {
  const name = plainLine(words.join(' '), 60)
  const [first = '', second] = meant(words)
  const known = await commands(door, words[0] === 'run')
  const below = known.filter((each) => each.startsWith(`${snake(first)} `))
  const near = second === undefined ? nearest(first, known) : nearestBelow(snake(first), second, below)
  if (near !== undefined) return problem('command_near', {name, near})
  if (below.length === 0) return problem('command_unknown', {name})
  return problem('command_unknown_below', {name, topic: snake(first)})
}

function nearestBelow(topic: string, word: string, below: readonly string[]): string | undefined {
  const near = nearest(
    word,
    below.map((each) => each.slice(topic.length + 1)),
  )
  if (near === undefined || (takesAway.has(near) && !isSlip(word, near))) return undefined
  return `${topic} ${near}`
}

/** `user revoke ada viewer` did not mean to remove ada: what takes something away is proposed for a slip of one letter only. */
const takesAway: ReadonlySet<string> = new Set([
  'remove',
  'uninstall',
  'revoke',
  'prune',
  'rollback',
  'restore',
  'drop',
])

async function commands(door: Door, theirsOnly: boolean): Promise<readonly string[]> {
  const theirs = [...(await visibleTools(door)).values()].map(({command}) => command.path.join(' '))
  const shown = Object.keys(core).filter((id) => !core[id]?.hidden)
  const own = [...shown, ...Object.keys(topics)].map((id) => id.replaceAll(':', ' '))
  return theirsOnly ? theirs : [...own, ...theirs]
}
