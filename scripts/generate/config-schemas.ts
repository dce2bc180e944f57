import {z} from 'zod'
import {configSchema} from '../../src/config/schema.ts'

/** The JSON Schema of Parrot's own configuration file. */
export function schemas(): Record<string, unknown> {
  return {'config.schema.json': z.toJSONSchema(configSchema, {io: 'input'})}
}
