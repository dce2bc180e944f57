import type {Interfaces} from '@oclif/core'
import {Config} from '@oclif/core/config'
import {settings} from '@oclif/core/settings'
import type {Described} from './describe.ts'
import type {Door} from './door.ts'

/**
 * oclif's configuration, holding exactly these commands. Nothing is searched for on disk and nobody's hooks are loaded:
 * an oclif plugin in the user's data folder would otherwise run inside this process.
 */
export async function oclifConfig(
  {pjson, root}: Pick<Door, 'pjson' | 'root'>,
  commands: readonly Described[],
  more: readonly Interfaces.Plugin[] = [],
): Promise<Config> {
  settings.enableAutoTranspile = false
  const plugins = [inMemoryPlugin(pjson, root, commands), ...more].map(
    (plugin) => [plugin.name, plugin] as const,
  )
  return Config.load({root, pjson, userPlugins: false, devPlugins: false, plugins: new Map(plugins)})
}

function inMemoryPlugin(
  pjson: Interfaces.PJSON,
  root: string,
  commands: readonly Described[],
): Interfaces.Plugin {
  return {
    _base: '',
    alias: pjson.name,
    name: pjson.name,
    version: pjson.version,
    root,
    pjson,
    type: 'core',
    moduleType: 'module',
    isRoot: true,
    valid: true,
    hasManifest: true,
    commandsDir: undefined,
    hooks: {},
    topics: [],
    options: {root},
    commandIDs: commands.map(({id}) => id),
    commands: [...commands],
    load: async () => {},
    findCommand: (id: string) => found(commands, id),
  }
}

async function found(commands: readonly Described[], id: string) {
  const command = commands.find((each) => each.id === id)
  if (command === undefined) throw new Error(`no command ${id}`)
  return command.load()
}
