import {done, type Operation} from '../operation.ts'

const text = {type: 'string'} as const

/** What happened, oldest first. `events` can be walked once. */
export const eventsList: Operation = {
  tool: 'events_list',
  permissions: ['logs:read'],
  changes: false,
  input: {
    type: 'object',
    properties: {
      types: {type: 'array', items: text},
      plugin: text,
      who: text,
      correlation: text,
      since: {type: 'integer', description: 'Milliseconds since the epoch'},
      after: {type: 'integer', description: 'Only events after this number'},
      limit: {type: 'integer', minimum: 1, description: 'The newest so many'},
    },
    additionalProperties: false,
  },
  run: async ({journal}, {values}) => done({events: (await journal()).read(values)}),
}
