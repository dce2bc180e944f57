import {z} from 'zod'
import {outcomes} from '../outcomes.ts'
import {flag, line, list, matching, measured, toolForm} from './fields-schema.ts'
import {duration, durationWanted, size, sizeWanted} from './limits.ts'
import {mcpFields} from './mcp-schema.ts'
import {steps} from './step-schema.ts'

const file = matching(
  /^(?!\/)(?!.*(?:^|\/)\.{1,2}(?:\/|$))(?!.*\/\/)[^\\]{1,255}(?<!\/)$/,
  'the path of a file inside the plugin, without "." or ".." in it',
).describe('A file inside the plugin, started in the sandbox')

/** A name of the plugin's own, and an input whose value makes it many. */
const lockForm = /^[a-z][a-z0-9_-]{0,31}(?::\{[a-z][a-z0-9_]{0,63}\})?$/

const entrypoint = z.union(
  [
    file,
    z.strictObject({workflow: steps}).describe('Each step is a full call of its own'),
    z
      .strictObject({builtin: matching(toolForm, 'the name of a builtin')})
      .describe('For plugins shipped with Parrot only'),
  ],
  'the path of a file inside the plugin, or {"workflow": [steps]}',
)

const limits = z.strictObject(
  {
    timeout: measured(duration, durationWanted).exactOptional(),
    output: measured(size, sizeWanted).exactOptional(),
    memory: measured(size, sizeWanted).exactOptional(),
    pids: z
      .int('a number from 1 to 4096')
      .min(1, 'a number from 1 to 4096')
      .max(4096, 'a number from 1 to 4096')
      .exactOptional(),
    cpu: measured(duration, durationWanted).exactOptional().describe('Processor time'),
  },
  'an object of limits',
)

const annotations = z.strictObject(
  {
    readOnly: flag().exactOptional().describe('A promise that Parrot holds it to'),
    destructive: flag().exactOptional(),
    idempotent: flag().exactOptional(),
    openWorld: flag().exactOptional(),
  },
  'an object of true and false',
)

const example = z.strictObject(
  {
    run: line(200).describe('The command line'),
    outcome: z.enum(Object.keys(outcomes), 'the name of an outcome').exactOptional(),
    says: line(1000).exactOptional().describe('What has to be in its output or its log'),
    config: z.record(z.string(), z.unknown(), 'an object of settings').exactOptional(),
  },
  'an example',
)

const jsonSchema = z.record(z.string(), z.unknown(), 'a JSON Schema object')

/** What a plugin has for its single command, or each of its `commands` has. */
export const commandFields = {
  description: line(500).exactOptional(),
  entrypoint,
  permissions: list(line(512), 100, 'permissions').describe('What it needs; PLUGINS.md, Permissions'),
  input: jsonSchema
    .exactOptional()
    .describe('JSON Schema 2020-12 of its input; x-cli says how it looks as flags'),
  output: jsonSchema.exactOptional().describe('JSON Schema 2020-12 of its result'),
  annotations: annotations.exactOptional(),
  limits: limits.exactOptional(),
  dryRun: flag().exactOptional().describe('It honours a dry run'),
  lock: matching(lockForm, 'a name such as "archive", or with one input "unit:{unit}"')
    .exactOptional()
    .describe('No two calls that name the same lock run at once'),
  examples: list(z.union([line(200), example], 'a command line, or an object with "run"'), 10, 'examples')
    .exactOptional()
    .describe('Command lines for its help, which parrot plugin test runs'),
  ...mcpFields,
}

export const commandSchema = z.strictObject(commandFields, 'an object that describes a command')
