import {z} from 'zod'
import {configSchema} from '../../src/config/schema.ts'

type Shape = {type?: unknown; properties?: Record<string, Shape>}

/** The JSON Schema of Parrot's own configuration file. A section of which every line is a comment is null in YAML, and right. */
export function schemas(): Record<string, unknown> {
  const schema = z.toJSONSchema(configSchema, {io: 'input'}) as Shape
  for (const section of Object.values(schema.properties ?? {}))
    if (section.type === 'object') section.type = ['object', 'null']
  return {'config.schema.json': {title: "Parrot's configuration", ...schema}}
}
