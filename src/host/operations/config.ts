import type {Operation} from '../operation.ts'

const key = {type: 'string', minLength: 1, maxLength: 256, description: 'As limits.pids'} as const
const dryRun = {type: 'boolean', description: 'Say what would be done and do nothing'} as const
const commitConfirm = {
  type: 'string',
  maxLength: 16,
  description: 'Take it back after this time unless it is confirmed, as 5m',
} as const
const to = {type: 'integer', minimum: 1, description: 'A number of the history'} as const
const text = {
  type: 'string',
  maxLength: 1_048_576,
  writeOnly: true,
  description: 'The whole new file',
} as const
const digest = {type: 'string', maxLength: 100, description: 'Of the file that was edited'} as const

const copy = {type: 'string', maxLength: 4096, description: 'Where the new text can be looked at'} as const
const unedited = {
  enum: ['failed', 'invalid_input', 'cancelled'],
  description: 'How the edit ended that gave no text',
} as const

const input = (properties: Record<string, unknown>, required: readonly string[] = []) =>
  ({type: 'object', properties, required, additionalProperties: false}) as const

/** Every value that holds and who says so. No secret is shown. */
export const configShow: Operation = {
  tool: 'config_show',
  permissions: ['config:read'],
  changes: false,
  run: async (host, work) => (await import('../config/show.ts')).show(host, work),
}

export const configGet: Operation = {
  tool: 'config_get',
  permissions: ['config:read'],
  changes: false,
  input: input({key}, ['key']),
  run: async (host, work) => (await import('../config/show.ts')).get(host, work),
}

export const configDiff: Operation = {
  tool: 'config_diff',
  permissions: ['config:read'],
  changes: false,
  run: async (host, work) => (await import('../config/show.ts')).diff(host, work),
}

/** Runs also while the configuration is broken, for whoever is at the terminal and can read the files anyway. */
export const configCheck: Operation = {
  tool: 'config_check',
  permissions: [],
  changes: false,
  terminal: true,
  files: true,
  always: true,
  input: input({file: {type: 'string', minLength: 1, maxLength: 4096}}),
  run: async (host, work) => (await import('../config/check.ts')).check(host, work),
}

export const configInit: Operation = {
  tool: 'config_init',
  permissions: ['config:edit'],
  changes: true,
  terminal: true,
  input: input({dryRun}),
  run: async (host, work) => (await import('../config/init.ts')).init(host, work),
}

/** Its modules are those of host/config/reload.ts, which is loaded only when it runs. */
export const reloadConfig: Operation = {
  tool: 'reload_config',
  permissions: ['config:reload'],
  changes: true,
  input: input({
    modules: {
      type: 'array',
      items: {enum: ['config', 'rbac', 'plugins', 'logging', 'ipc']},
      description: 'Only these; all where none is named',
    },
  }),
  run: async (host, work) => (await import('../config/reload.ts')).reload(host, work),
}

/** What is given is not recorded: an address may hold a password. */
export const configSet: Operation = {
  tool: 'config_set',
  permissions: ['config:edit'],
  changes: true,
  terminal: true,
  input: input(
    {key, value: {type: 'array', items: {type: 'string'}, writeOnly: true}, dryRun, commitConfirm},
    ['key', 'value'],
  ),
  run: async (host, work) => (await import('../config/change.ts')).set(host, work),
}

export const configUnset: Operation = {
  tool: 'config_unset',
  permissions: ['config:edit'],
  changes: true,
  terminal: true,
  input: input({key, dryRun, commitConfirm}, ['key']),
  run: async (host, work) => (await import('../config/change.ts')).unset(host, work),
}

/** Without `text` gives the file out and asks for one, with it puts it in place; or is told that there is none. */
export const configEdit: Operation = {
  tool: 'config_edit',
  permissions: ['config:edit'],
  changes: true,
  terminal: true,
  input: input({text, digest, copy, unedited, commitConfirm}),
  run: async (host, work) => (await import('../config/edit.ts')).edit(host, work),
}

export const configHistory: Operation = {
  tool: 'config_history',
  permissions: ['config:read'],
  changes: false,
  run: async (host) => (await import('../config/history.ts')).history(host),
}

export const configRollback: Operation = {
  tool: 'config_rollback',
  permissions: ['config:edit'],
  changes: true,
  terminal: true,
  input: input({to, dryRun}),
  run: async (host, work) => (await import('../config/history.ts')).rollback(host, work),
}

/** Lets a change that waits to be confirmed stand. */
export const configConfirm: Operation = {
  tool: 'config_confirm',
  permissions: ['config:edit'],
  changes: true,
  terminal: true,
  run: async (host, work) => (await import('../config/confirm.ts')).confirm(host, work),
}

/** Takes back, at its time, what somebody who might has changed on that condition; whatever became of their rights by that change. */
export const configAwait: Operation = {
  tool: 'config_await',
  permissions: [],
  changes: true,
  terminal: true,
  files: true,
  always: true,
  run: async (host, work) => (await import('../config/confirm.ts')).awaitEnd(host, work),
}

/** Editing and going back while the configuration is broken and no role can be known; refused while it is whole. */
export const configMend: Operation = {
  tool: 'config_mend',
  permissions: [],
  changes: true,
  terminal: true,
  files: true,
  always: true,
  input: input({text, digest, copy, unedited, rollback: {type: 'boolean'}, to, dryRun}),
  run: async (host, work) => (await import('../config/edit.ts')).mend(host, work),
}
