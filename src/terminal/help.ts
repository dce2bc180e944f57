import {says} from '../text/problem.ts'
import type {Door} from './door.ts'
import {plainLine} from './plain.ts'
import type {Route} from './route.ts'
import {visibleTools} from './tools.ts'

/** Writes the help of whatever a route leads to. */
export async function help(door: Door, route: Exclude<Route, {to: 'unknown'}>): Promise<void> {
  switch (route.to) {
    case 'root':
      return rootHelp(door)
    case 'topic': {
      const {topicText} = await import('./help-list.ts')
      return door.out.write(topicText(route.topic, await visibleTools(door), door.out))
    }
    case 'completion':
      return (await import('./completion.ts')).complete(door, route.id, ['--help'])
    case 'core':
    case 'tool':
      return commandHelp(door, route)
  }
}

async function rootHelp(door: Door): Promise<void> {
  const {rootText} = await import('./help-list.ts')
  door.out.write(rootText(await visibleTools(door), door.out))
  const {catalog} = await door.parrot()
  for (const problem of catalog.problems) {
    door.err.write(`${door.err.paint('yellow', 'Left out:')} ${plainLine(says(problem))}\n`)
  }
}

async function commandHelp(door: Door, route: Extract<Route, {to: 'core' | 'tool'}>): Promise<void> {
  const {described} = await import('./run-route.ts')
  const {commandText} = await import('./help-command.ts')
  const {oclifConfig} = await import('./oclif-config.ts')
  const command = await described(door, route)
  door.out.write(commandText(command, await oclifConfig(door, [command]), door.out.width))
}
