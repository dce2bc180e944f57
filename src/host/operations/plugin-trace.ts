import {done, wrong, type Operation} from '../operation.ts'

const input = {
  type: 'object',
  required: ['folder'],
  properties: {
    folder: {type: 'string', description: 'The folder of the plugin'},
    command: {type: 'string', description: 'Which of its commands'},
  },
  additionalProperties: false,
} as const

/** What a trace of the plugin would do, in words, and the digest that says of which files. Runs nothing. */
export const pluginTracePropose: Operation = {
  tool: 'plugin_trace_propose',
  terminal: true,
  files: true,
  permissions: ['plugin:author'],
  changes: false,
  input,
  run: async (host, work) => {
    const {proposed} = await import('../trace/proposed.ts')
    const asked = await proposed(host, work)
    return 'problems' in asked ? wrong(...asked.problems) : done(asked)
  },
}

/** Runs a plugin under development and says which permissions it lacks. With a `digest`, only if its files are still those. */
export const pluginTrace: Operation = {
  tool: 'plugin_trace',
  terminal: true,
  files: true,
  permissions: ['plugin:author'],
  changes: true,
  input: {
    ...input,
    properties: {
      ...input.properties,
      input: {type: 'object', description: 'What it is called with'},
      digest: {type: 'string', description: 'What was proposed'},
    },
  },
  run: async (host, work) => (await import('../trace/trace.ts')).trace(host, work),
}
