import {join, resolve} from 'node:path'
import {makeFolders} from '../../events/make-folders.ts'
import {done, type Operation} from '../operation.ts'

/** Makes a key to sign plugins with, in a new file. What it answers with is the public half. */
export const pluginKeygen: Operation = {
  tool: 'plugin_keygen',
  permissions: ['plugin:sign'],
  changes: true,
  terminal: true,
  files: true,
  input: {
    type: 'object',
    properties: {out: {type: 'string', minLength: 1, description: 'The new file for the private key'}},
    additionalProperties: false,
  },
  run: async ({around, paths}, {values, request}) => {
    const {out} = values as {readonly out?: string}
    const file = out === undefined ? defaultKey(paths.config) : resolve(around.cwd, out)
    const {makeSigningKey} = await import('../install/signing-key.ts')
    if (out === undefined) makeFolders(paths.config)
    const made = makeSigningKey(file)
    if ('problem' in made) return {outcome: 'failed', problems: [made.problem]}
    return done({file, key: made.key, trust: {[asName(request.by.name)]: made.key}})
  },
}

/** Where keygen writes and sign looks when nobody says another place. */
export const defaultKey = (config: string) => join(config, 'signing.key')

/** Names of keys in the configuration have no more than these characters. */
const asName = (text: string) => (/^[\w.@+-]{1,64}$/.test(text) ? text : 'author')
