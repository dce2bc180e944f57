import type {JsonSchema} from '../manifest/manifest.ts'
import type {Look} from './door.ts'
import {plain} from './plain.ts'
import {table} from './table.ts'

/**
 * A plugin's result for people: text as it is, the table its output schema describes, anything else as JSON.
 * `told`: a text of the plugin's as its reader is told it. It is a stranger's, so nothing of it acts on the terminal.
 */
export function viewOutput(
  output: unknown,
  schema: JsonSchema | undefined,
  look: Look,
  told = (text: string) => text,
): string {
  if (typeof output === 'string') return plain(told(output))
  return table(output, schema, look, told) ?? plain(JSON.stringify(output, undefined, 2))
}
