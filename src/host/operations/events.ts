import {done, type Operation} from '../operation.ts'

const text = {type: 'string'} as const
const moment = {type: 'integer', minimum: 0, maximum: 8_640_000_000_000_000} as const
const filter = {
  types: {type: 'array', items: text, description: '* in one stands for any letters'},
  plugin: text,
  who: text,
  correlation: text,
  since: {...moment, description: 'Milliseconds since the epoch'},
  until: {...moment, description: 'The same; itself not part of it'},
} as const

/** What happened, oldest first. `events` can be walked once. */
export const eventsList: Operation = {
  tool: 'events_list',
  permissions: ['logs:read'],
  changes: false,
  input: {
    type: 'object',
    properties: {
      ...filter,
      after: {type: 'integer', description: 'Only events after this number'},
      limit: {type: 'integer', minimum: 1, description: 'The newest so many'},
    },
    additionalProperties: false,
  },
  run: async ({journal}, {values}) => done({events: (await journal()).read(values)}),
}

/** What happened how often, and how long calls took. */
export const eventsStats: Operation = {
  tool: 'events_stats',
  permissions: ['logs:read'],
  changes: false,
  input: {type: 'object', properties: filter, additionalProperties: false},
  run: async ({journal}, {values}) => done((await journal()).stats(values)),
}
