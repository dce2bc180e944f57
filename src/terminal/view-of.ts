import type {How} from './answer.ts'
import {core} from './core.ts'
import type {Door} from './door.ts'
import {theirs} from './plugin-words.ts'
import {manifestCommand} from './run-tool.ts'
import {viewOutput} from './view-output.ts'

/** How the result of this tool reads, for a command that had another one run; as its own command would show it. */
export async function viewOf(door: Door, tool: string): Promise<How['view']> {
  const {catalog} = await door.parrot()
  const found = catalog.commands.get(tool)
  if (found !== undefined) {
    const {plugin, command} = found
    const schema = manifestCommand(plugin, command)?.output
    return (output, look) => viewOutput(output, schema, look, (text) => theirs(plugin, text))
  }
  const id = Object.keys(core).find((each) => each.replaceAll(':', '_') === tool)
  const own = id === undefined ? undefined : await core[id]?.load()
  if (own === undefined) return (output, look) => viewOutput(output, undefined, look)
  const command = new own.default(door, '', [])
  return (output, look) => command.shown(output, look)
}
