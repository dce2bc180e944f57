import {nearest} from '../manifest/nearest.ts'
import {problem} from '../text/problem.ts'
import {answer, refusedHere} from './answer.ts'
import {callFrom} from './call.ts'
import {hasFlag} from './common-flags.ts'
import {core, topics} from './core.ts'
import type {Door} from './door.ts'
import {plainLine} from './plain.ts'
import {visibleTools} from './tools.ts'
import {warn} from './warn.ts'

/** A flag where a command should be. */
export async function flagFirst(door: Door, argv: readonly string[]): Promise<void> {
  const flag = plainLine(argv[0] ?? '', 60)
  const result = refusedHere('', 'invalid_input', problem('flag_first', {flag}))
  process.exitCode = await answer(door, result, how(argv))
}

/**
 * A name that nothing stands behind: asked for and recorded like any call, then answered with the nearest name that this
 * person may know of. Whatever the host makes of the name, nothing starts: there is no input to start it with.
 */
export async function unknown(door: Door, words: readonly string[], argv: readonly string[]): Promise<void> {
  const found = await suggestion(door, words)
  const result = await callFrom(door, {
    tool: words.join(' ').slice(0, 256),
    input: async () => ({problems: [found]}),
  })
  const problems = result.outcome === 'unknown' ? [found] : result.problems
  process.exitCode = await answer(door, {...result, problems}, how(argv))
  await warn(door)
}

const how = (argv: readonly string[]) => ({json: hasFlag(argv, 'json'), view: () => ''})

async function suggestion(door: Door, words: readonly string[]) {
  const name = plainLine(words.join(' '), 60)
  const own = [...Object.keys(core), ...Object.keys(topics)].map((id) => id.replaceAll(':', ' '))
  const theirs = [...(await visibleTools(door)).values()].map(({command}) => command.path.join(' '))
  const near = nearest(name, [...own, ...theirs])
  return near === undefined ? problem('command_unknown', {name}) : problem('command_near', {name, near})
}
