import {resolve} from 'node:path'
import {languages, type Language} from '../install/scaffold.ts'
import {done, wrong, type Operation} from '../operation.ts'
import {namedWith} from './named.ts'

/** Makes the folder of a new plugin that works and passes its own examples. */
export const pluginNew: Operation = {
  tool: 'plugin_new',
  permissions: ['plugin:author'],
  changes: true,
  terminal: true,
  files: true,
  input: namedWith({
    lang: {enum: languages, default: 'bash', description: 'What it is written in'},
    parent: {type: 'string', default: '.', description: 'The folder that its folder is made in'},
  }),
  run: async ({around}, {world, values}) => {
    const {name, lang, parent} = values as {
      readonly name: string
      readonly lang: Language
      readonly parent: string
    }
    const {scaffold} = await import('../install/scaffold.ts')
    const made = scaffold(around.root, world.catalog, {name, lang, parent: resolve(around.cwd, parent)})
    return 'problems' in made ? wrong(...made.problems) : done(made)
  },
}
