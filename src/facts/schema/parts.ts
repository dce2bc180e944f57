import {z} from 'zod'
import type {Code} from '../../text/en.ts'

export const text = z.string()
export const count = z.int().min(0)
/** A network file system may claim more than 2^53 of them. */
export const bytes = z.number().min(0)
export const time = z.iso.datetime()

export const reason = z
  .object({
    code: text as unknown as z.ZodType<Code>,
    params: z.record(text, z.union([text, z.number()])),
    says: text.describe('The reason in one sentence'),
  })
  .meta({id: 'reason', description: 'Why it is not there'})

export const unavailable = z
  .object({unavailable: reason})
  .meta({id: 'unavailable', description: 'It could not be looked at'})

/** Null where there is no such thing to say. */
export function maybe<T extends z.ZodType>(schema: T) {
  return z.union([schema, z.null()])
}
