import {nearest} from '../manifest/nearest.ts'
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
  const near = await nearestCommand(door, words)
  return near === undefined ? problem('command_unknown', {name}) : problem('command_near', {name, near})
}

async function nearestCommand(door: Door, words: readonly string[]): Promise<string | undefined> {
  const own = [...Object.keys(core), ...Object.keys(topics)].map((id) => id.replaceAll(':', ' '))
  const theirs = [...(await visibleTools(door)).values()].map(({command}) => command.path.join(' '))
  return nearest(plainLine(meant(words).join(' '), 60), words[0] === 'run' ? theirs : [...own, ...theirs])
}
