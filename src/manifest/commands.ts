import type {Command, CommandFields, JsonSchema, Manifest} from './manifest.ts'
import {isWorkflow, workflowOutput} from './workflow-output.ts'

const noInput: JsonSchema = {type: 'object', properties: {}}

/**
 * Everything of a checked manifest that can be called. Each has an `input` schema, which refuses what it does not name. Of
 * several commands the one that is called like its plugin is the plugin without a further word.
 */
export function commandsOf(manifest: Manifest): Command[] {
  const {name, description, commands} = manifest
  if (commands === undefined) return [commandOf(name, [name], description, manifest as CommandFields)]
  return Object.entries(commands).map(([word, fields]) => {
    const path = word === name ? [name] : [name, word]
    return commandOf(path.join('_'), path, fields.description ?? description, fields)
  })
}

function commandOf(
  tool: string,
  path: readonly string[],
  description: string,
  fields: CommandFields,
): Command {
  const {entrypoint, permissions, annotations, limits, lock, examples, speaks, serves, task} = fields
  const {output, dryRun} = isWorkflow(entrypoint) ? {output: workflowOutput, dryRun: true} : fields
  return {
    tool,
    path,
    description,
    entrypoint,
    permissions,
    input: {additionalProperties: false, ...(fields.input ?? noInput)},
    ...(output !== undefined && {output}),
    ...(annotations !== undefined && {annotations}),
    ...(limits !== undefined && {limits}),
    ...(dryRun !== undefined && {dryRun}),
    ...(lock !== undefined && {lock}),
    ...(examples !== undefined && {examples}),
    ...(speaks !== undefined && {speaks}),
    ...(serves !== undefined && {serves}),
    ...(task !== undefined && {task}),
  }
}
