import type {Operation} from '../operation.ts'

/** Takes the oldest events away: what the configuration says, or what is asked for. May stand in the schedule. */
export const eventsPrune: Operation = {
  tool: 'events_prune',
  permissions: ['events:prune'],
  changes: true,
  scheduled: true,
  files: ({archive}) => archive !== undefined,
  input: {
    type: 'object',
    properties: {
      days: {type: 'number', minimum: 0, maximum: 36_500, description: 'Keep what is younger'},
      bytes: {type: 'integer', minimum: 65_536, description: 'Keep the file no larger than this'},
      archive: {
        type: 'string',
        minLength: 1,
        maxLength: 4096,
        description: 'A new file for what is cut away',
      },
      undelivered: {type: 'boolean', description: 'Also what a subscriber was not told of yet'},
      dryRun: {type: 'boolean', description: 'Say what would be done and do nothing'},
    },
    additionalProperties: false,
  },
  run: async (host, work) => (await import('../retention/prune.ts')).prune(host, work),
}
