import {eventSchemaFile} from '../../src/events/schema.ts'

/** The JSON Schema of an event, as the journal's room writes it. */
export function schemas(): Record<string, unknown> {
  return {'event.schema.json': JSON.parse(eventSchemaFile())}
}
