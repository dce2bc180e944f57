import {statSync} from 'node:fs'
import type {Command} from '@oclif/core/command'
import {Plugin, type Config} from '@oclif/core/config'
import {foreignFolder} from '../config/foreign.ts'
import {pathsFor, type Paths} from '../config/paths.ts'
import {makeFolders} from '../events/make-folders.ts'
import {problem} from '../text/problem.ts'
import {answer, refusedHere} from './answer.ts'
import {hasFlag} from './common-flags.ts'
import {completion, core} from './core.ts'
import {describeCore, describeTool, type Described} from './describe.ts'
import type {Door} from './door.ts'
import {homeFolder, homeMissing} from './home.ts'
import {oclifConfig} from './oclif-config.ts'
import {shellInert} from './plain.ts'
import {visibleTools} from './tools.ts'

/** Hands over to oclif's completion plugin, which writes what it is told of into scripts that the shell runs. */
export async function complete(door: Door, id: string, argv: readonly string[]): Promise<void> {
  const home = homeFolder(process.env)
  const paths = pathsFor({env: process.env, home, root: door.root})
  const {cache} = paths
  const missing = homeMissing(home, process.env)
  if (missing !== undefined || !isOwn(paths)) {
    const result =
      missing === undefined
        ? refusedHere(id, 'invalid_input', problem('cache_foreign', {folder: cache}))
        : refusedHere(id, 'broken', missing)
    process.exitCode = await answer(door, result, {json: hasFlag(argv, 'json'), view: () => ''})
    return
  }
  // oclif knows neither PARROT_HOME nor that a relative XDG folder does not count.
  process.env['PARROT_CACHE_DIR'] = cache
  const config = await completionConfig(door, (await everyCommand(door)).map(forShell))
  await config.runCommand(id, [...argv])
}

/** The completion command itself, for its help. */
export async function describeCompletion(door: Door, id: string): Promise<Described> {
  const config = await completionConfig(door, [])
  const {description: _, ...command}: Command.Loadable = config.findCommand(id, {must: true})
  return {...command, summary: completion.summary, exits: ['ok', 'invalid_input', 'broken'], permissions: []}
}

/** Made where it is missing. Scripts that a shell will run are not written to a folder of somebody else's. */
function isOwn(paths: Paths): boolean {
  const me = process.getuid?.() ?? -1
  if (foreignFolder(paths, me) !== undefined) return false
  makeFolders(paths.cache)
  return statSync(paths.cache).uid === me
}

async function completionConfig(door: Door, commands: readonly Described[]): Promise<Config> {
  const plugin = new Plugin({name: '@oclif/plugin-autocomplete', root: door.root, type: 'core'})
  await plugin.load()
  return oclifConfig(door, commands, [plugin])
}

async function everyCommand(door: Door): Promise<Described[]> {
  const shown = Object.entries(core).filter(([, {hidden}]) => !hidden)
  const own = shown.map(async ([id, {load}]) => describeCore(door, id, (await load()).default))
  const tools = [...(await visibleTools(door)).values()]
  return [
    ...(await Promise.all(own)),
    ...tools.map(({plugin, command}) => describeTool(door, plugin, command)),
  ]
}

/** The plugin escapes neither `$` nor what stands in options, and runs descriptions through a template engine. */
function forShell(command: Described): Described {
  const flags = Object.entries(command.flags).map(([name, flag]) => [name, flagForShell(flag)])
  return {...command, summary: shellInert(command.summary ?? ''), flags: Object.fromEntries(flags)}
}

function flagForShell(flag: Described['flags'][string]): Described['flags'][string] {
  const safe = {...flag, description: shellInert(flag.description ?? '')}
  if (safe.type !== 'option' || safe.options === undefined) return safe
  return {...safe, options: safe.options.filter((option) => /^[\w.@+-]+$/.test(option))}
}
