import type {JsonSchema} from '../manifest/manifest.ts'
import type {Look} from './door.ts'
import {plain} from './plain.ts'

/** A plugin's result for people: text as it is, anything else as JSON. Untrusted, so nothing of it acts on the terminal. */
export function viewOutput(output: unknown, _schema: JsonSchema | undefined, _look: Look): string {
  return plain(typeof output === 'string' ? output : JSON.stringify(output, undefined, 2))
}
