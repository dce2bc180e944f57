import {z} from 'zod'
import type {Sensors} from '../sensors.ts'
import {maybe, reason, text} from './parts.ts'

const temperature = z.object({
  name: text,
  milliCelsius: z.int(),
  highMilliCelsius: maybe(z.int()).describe('Where its maker calls it hot'),
  criticalMilliCelsius: maybe(z.int()).describe('Where it must not go'),
})

export const sensorsSchema: z.ZodType<Sensors> = z.object({
  temperatures: z.array(z.union([temperature, z.object({name: text, unavailable: reason})])),
  undervoltage: maybe(z.object({now: z.boolean(), sinceBoot: maybe(z.boolean())})).describe(
    'Null where the machine does not watch its supply',
  ),
})
