import {z} from 'zod'
import {duration, durationWanted} from './limits.ts'
import {flag, line, matching, measured, toolForm} from './fields-schema.ts'

const attempts = 'a number of attempts from 1 to 10, the first one included'
const factor = 'a number from 1 to 10: each wait is so many times the one before'

const retries = z
  .strictObject(
    {
      attempts: z.int(attempts).min(1, attempts).max(10, attempts).exactOptional(),
      delay: measured(duration, durationWanted).exactOptional().describe('Before the second attempt'),
      factor: z.number(factor).min(1, factor).max(10, factor).exactOptional(),
    },
    'an object such as {"attempts": 3, "delay": "5s", "factor": 2}',
  )
  .describe(
    'It may be tried again where it failed, ran too long or was asked to come later; what is not said, the configuration says',
  )

const step = z.strictObject(
  {
    name: line(60).exactOptional().describe('What the list of steps calls it; its tool when absent'),
    call: matching(toolForm, 'the name of a tool, such as "health_check" or "backup_create"'),
    input: z.record(z.string(), z.unknown(), 'an object').exactOptional(),
    continueOnError: flag().exactOptional().describe('It may fail; the steps after it are called anyway'),
    timeout: measured(duration, durationWanted).exactOptional().describe('For each attempt'),
    retries: retries.exactOptional(),
  },
  'a step such as {"call": "health_check"}',
)

/** The steps of a workflow. */
export const steps = z.array(step, 'a list of steps').min(1, 'at least one step').max(50, 'at most 50 steps')
