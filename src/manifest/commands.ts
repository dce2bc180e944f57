import type {Command, CommandFields, JsonSchema, Manifest} from './manifest.ts'

const noInput: JsonSchema = {type: 'object', properties: {}}

/** Everything of a checked manifest that can be called. Each has an `input` schema, which refuses what it does not name. */
export function commandsOf(manifest: Manifest): Command[] {
  const {name, description, commands} = manifest
  if (commands === undefined) return [commandOf(name, [name], description, manifest as CommandFields)]
  return Object.entries(commands).map(([word, fields]) =>
    commandOf(`${name}_${word}`, [name, word], fields.description ?? description, fields),
  )
}

function commandOf(
  tool: string,
  path: readonly string[],
  description: string,
  fields: CommandFields,
): Command {
  const {entrypoint, permissions, output, annotations, limits, dryRun, examples} = fields
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
    ...(examples !== undefined && {examples}),
  }
}
