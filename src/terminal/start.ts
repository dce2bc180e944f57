import {hasFlag} from './common-flags.ts'
import type {Door} from './door.ts'
import {coreRoute, toolRoute, type Route} from './route.ts'
import {visibleTools} from './tools.ts'

/** Does what one command line asks for and leaves the exit status with the process. Only what it asks for is loaded. */
export async function start(door: Door, argv: readonly string[]): Promise<void> {
  if (argv.length === 0 && door.interactive()) return fromMenu(door)
  const line = argv[0] === 'help' || argv.length === 0 ? [...argv.slice(1), '--help'] : argv
  const route = coreRoute(line) ?? toolRoute(line, await visibleTools(door))
  await (asksHelp(line) ? explain(door, route, line) : follow(door, route, line))
}

async function fromMenu(door: Door): Promise<void> {
  const {menu} = await import('./menu/menu.ts')
  const chosen = await menu(door)
  if (chosen !== undefined) await start(door, chosen)
}

const asksHelp = (line: readonly string[]) => hasFlag(line, 'help') || line.at(-1) === '-h'

async function explain(door: Door, route: Route, line: readonly string[]): Promise<void> {
  if (route.to === 'unknown') return follow(door, route, line)
  const {help} = await import('./help.ts')
  return help(door, route)
}

async function follow(door: Door, route: Route, line: readonly string[]): Promise<void> {
  switch (route.to) {
    case 'root':
      return (await import('./unknown.ts')).flagFirst(door, line)
    case 'unknown':
      return (await import('./unknown.ts')).unknown(door, route.words, line)
    case 'topic':
      if (!line.some((word) => word.startsWith('-'))) return explain(door, route, line)
      return (await import('./unknown.ts')).topicOnly(door, route.topic, line)
    case 'completion':
      return (await import('./completion.ts')).complete(door, route.id, route.argv)
    case 'core':
    case 'tool':
      return (await import('./run-route.ts')).run(door, route)
  }
}
