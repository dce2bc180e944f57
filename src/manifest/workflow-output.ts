import type {CommandFields, JsonSchema, Step} from './manifest.ts'

/** Is it a list of steps, and nothing that runs itself? */
export function isWorkflow(
  entrypoint: CommandFields['entrypoint'] | undefined,
): entrypoint is {readonly workflow: readonly Step[]} {
  return typeof entrypoint === 'object' && 'workflow' in entrypoint
}

const text = {type: 'string'}
const textOrNull = {type: ['string', 'null']}

/** What every workflow answers; no manifest says it. */
export const workflowOutput: JsonSchema = {
  type: 'object',
  'x-table': {
    rows: 'steps',
    columns: [
      {key: 'status', as: 'status'},
      {key: 'step', as: 'number'},
      {key: 'name'},
      {key: 'outcome'},
      {key: 'attempts', title: 'attempts', as: 'number'},
      {key: 'ms', title: 'took', as: 'number', unit: 'ms'},
    ],
  },
  required: ['findings', 'run', 'resumed', 'steps'],
  properties: {
    findings: {type: 'boolean', description: 'It went well, and a step found a problem on the machine'},
    run: {...text, description: 'The call that began this run; another than this one where it was resumed'},
    resumed: {type: 'boolean'},
    unfinished: {
      type: 'object',
      description: 'An earlier run that stopped without an end, and that this one did not go on with',
      required: ['run', 'startedAt', 'step', 'tool'],
      properties: {run: text, startedAt: text, step: {type: 'integer'}, tool: text},
      additionalProperties: false,
    },
    steps: {
      type: 'array',
      description: 'Every step, in order, also those that were not called',
      items: {
        type: 'object',
        required: ['step', 'name', 'tool', 'status', 'outcome', 'call', 'attempts', 'ms'],
        properties: {
          step: {type: 'integer', description: 'From 1'},
          name: text,
          tool: text,
          status: {type: 'string', enum: ['ok', 'warning', 'critical', 'not_applicable']},
          outcome: {...textOrNull, description: 'Of its last attempt; null where it was not called'},
          call: {...textOrNull, description: 'Its last attempt in the log'},
          attempts: {type: 'integer'},
          ms: {type: 'integer', description: 'All its attempts, and the waiting between them'},
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
}
