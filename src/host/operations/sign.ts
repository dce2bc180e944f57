import {join, resolve} from 'node:path'
import {done, type Operation} from '../operation.ts'
import {defaultKey} from './keygen.ts'

/** Signs the plugin in a folder: its name, its version and every file, as they are now. */
export const pluginSign: Operation = {
  tool: 'plugin_sign',
  permissions: ['plugin:sign'],
  changes: true,
  terminal: true,
  files: true,
  input: {
    type: 'object',
    required: ['folder'],
    properties: {
      folder: {type: 'string', minLength: 1, description: 'The folder of the plugin'},
      key: {type: 'string', minLength: 1, description: 'The file of the private key'},
    },
    additionalProperties: false,
  },
  run: async ({around, paths}, {values}) => {
    const {folder, key} = values as {readonly folder: string; readonly key?: string}
    const dir = resolve(around.cwd, folder)
    const keyFile = key === undefined ? defaultKey(paths.config) : resolve(around.cwd, key)
    const {signFolder} = await import('../install/sign.ts')
    const signed = await signFolder(dir, keyFile, around.uid)
    if ('problems' in signed) return {outcome: 'failed', problems: signed.problems}
    return done({...signed, file: join(dir, 'signature.json')})
  },
}
