import {z} from 'zod'
import {eventTypes} from './event-types.ts'

/**
 * An event as `--json`, exports and subscribers see it: the seeds' fields, which alone are required, then its number and its
 * place in the chain. Loads zod; nothing on the way of an ordinary call imports this.
 */
export const eventSchema = z
  .object({
    event_type: z.enum(eventTypes),
    timestamp: z.iso.datetime({offset: true}).describe('When it was written, UTC, by the clock of that time'),
    payload: z.record(z.string(), z.unknown()).describe('What it is about; free of secrets'),
    metadata: z
      .object({
        source: z.string().optional().describe('Who wrote it: terminal, mcp, clock, host, sandbox'),
        correlation_id: z.string().optional().describe('The call it belongs to, through its children'),
      })
      .optional(),
    sequence: z
      .int()
      .positive()
      .optional()
      .describe('Its number; the order of events, whatever the clock said'),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe(
        'SHA-256 over the hash before (64 zeros for the first) and the RFC 8785 form of this event without its hash',
      ),
  })
  .describe('An event of the journal')

/** What is published in manifests/, by file name. */
export function schemas(): Readonly<Record<string, unknown>> {
  return {'event.schema.json': z.toJSONSchema(eventSchema, {target: 'draft-7', io: 'input'})}
}
