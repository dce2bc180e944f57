import {z} from 'zod'
import {deeperThan} from '../manifest/depth.ts'
import {deepest, type ClientSays} from './messages.ts'

const word = z.string().max(256)

const filter = z.strictObject({
  types: z.array(word).max(100).optional(),
  plugin: word.optional(),
  who: word.optional(),
  since: z.number().min(0).max(8.64e15).optional(),
  correlation: word.optional(),
  after: z.int().min(0).optional(),
})

const message = z.union([
  z.strictObject({
    call: z.strictObject({
      tool: word,
      dryRun: z.boolean(),
      unsandboxed: z.boolean(),
      resume: z.union([z.boolean(), word]).optional(),
    }),
  }),
  z.strictObject({input: z.strictObject({values: z.record(z.string(), z.unknown()).optional()})}),
  z.strictObject({cancel: z.literal(true)}),
  z.strictObject({tail: filter}),
])

/** What a client said, whose every word may be an attack; undefined for what is none of its messages. */
export function clientSays(line: string): ClientSays | undefined {
  if (deeperThan(line, deepest)) return undefined
  try {
    return message.parse(JSON.parse(line)) as ClientSays
  } catch {
    return undefined
  }
}
