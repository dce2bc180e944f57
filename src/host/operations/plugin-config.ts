import type {Operation} from '../operation.ts'

const name = {type: 'string', description: 'Name of the plugin'} as const
const key = {type: 'string', description: 'Name of the setting', maxLength: 256} as const

/** What a plugin can be told, what it is told, and which file says so. No secret is shown. */
export const pluginConfigShow: Operation = {
  tool: 'plugin_config_show',
  permissions: ['plugin:configure'],
  changes: false,
  terminal: true,
  input: {type: 'object', required: ['name'], properties: {name, key}, additionalProperties: false},
  run: async (host, work) => (await import('../configure.ts')).show(host, work),
}

/**
 * Sets one value in the user's configuration. A secret is given as `secret`, to be kept in a file of its own, or as a
 * `reference` to where it is kept. What is given is not recorded: it may be a secret by mistake.
 */
export const pluginConfigSet: Operation = {
  tool: 'plugin_config_set',
  permissions: ['plugin:configure'],
  changes: true,
  terminal: true,
  files: ({reference}) => reference !== undefined,
  input: {
    type: 'object',
    required: ['name', 'key'],
    properties: {
      name,
      key,
      value: {writeOnly: true, description: 'What it is set to; not for secrets'},
      secret: {type: 'string', writeOnly: true, description: 'A secret to be kept', maxLength: 65_536},
      reference: {type: 'object', description: 'Where a secret is kept: {file}, {env} or {credential}'},
    },
    additionalProperties: false,
  },
  run: async (host, work) => (await import('../configure.ts')).set(host, work),
}

/** Takes one value out of the user's configuration, and what was kept for it. */
export const pluginConfigUnset: Operation = {
  tool: 'plugin_config_unset',
  permissions: ['plugin:configure'],
  changes: true,
  terminal: true,
  input: {type: 'object', required: ['name', 'key'], properties: {name, key}, additionalProperties: false},
  run: async (host, work) => (await import('../configure.ts')).unset(host, work),
}
