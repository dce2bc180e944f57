import {z} from 'zod'
import type {Clock} from './clock.ts'
import type {FactName, Facts, FactShapes} from './facts.ts'
import type {Network} from './network.ts'
import type {Processes} from './processes.ts'
import {mountSchema} from './schema/mount.ts'
import {bytes, count, maybe, reason, text, time, unavailable} from './schema/parts.ts'
import {sensorsSchema} from './schema/sensors.ts'

const percent = z.number().min(0)
const share = z.object({
  percent10s: percent,
  percent60s: percent,
  percent300s: percent,
  totalMicroseconds: count,
})
const stall = z
  .object({some: share, full: maybe(share).describe('Null where the kernel does not count it')})
  .meta({id: 'stall', description: 'Time in which some task waited, and in which all of them did at once'})

const clock: z.ZodType<Clock> = z.object({
  synchronized: z.boolean(),
  by: z.enum(['systemd-timesyncd', 'chrony', 'kernel']).describe('Who says so'),
  lastSyncAt: maybe(time),
})

const processes: z.ZodType<Processes> = z.object({
  total: count,
  running: count,
  sleeping: count,
  blocked: count.describe('Waiting in the kernel, where no signal reaches them'),
  stopped: count,
  idle: count.describe('Kernel threads with nothing to do'),
  zombie: count,
  zombies: z.array(z.object({pid: count, parent: count, name: text})).describe('The first hundred of them'),
})

const family = z.union([z.literal(4), z.literal(6)])

const network: z.ZodType<Network> = z.object({
  interfaces: z.array(
    z.object({
      name: text,
      state: text,
      loopback: z.boolean(),
      addresses: z.array(z.object({family, address: text, prefixLength: maybe(count)})),
    }),
  ),
  defaultRoutes: z.array(z.object({family, interface: text, gateway: maybe(text)})),
})

const shapes: {readonly [Name in FactName]: z.ZodType<FactShapes[Name]>} = {
  mounts: z.array(mountSchema).describe('Every mounted file system that holds data, once'),
  load: z.object({
    load1: z.number(),
    load5: z.number(),
    load15: z.number(),
    runnableTasks: count,
    tasks: count,
    onlineCpus: count.describe('What the averages, which count the whole machine, are to be divided by'),
    usableCpus: count.describe('What Parrot itself may use'),
  }),
  memory: z.object({
    totalBytes: bytes,
    availableBytes: bytes.describe('What programs can still get without swapping'),
    freeBytes: bytes,
    swapTotalBytes: bytes.describe('0 where there is no swap'),
    swapFreeBytes: bytes,
  }),
  pressure: z
    .object({cpu: stall, memory: stall, io: stall})
    .describe('Pressure stall information, in percent'),
  sensors: sensorsSchema,
  units: z
    .object({failed: z.array(z.object({unit: text, description: text}))})
    .describe('Failed systemd units'),
  clock,
  processes,
  runs: z
    .array(z.object({tool: text, lastAt: maybe(time), lastOutcome: maybe(text), lastOkAt: maybe(time)}))
    .describe('The last run and the last success of each tool, by the journal'),
  server: z.object({state: z.enum(['running', 'silent', 'dead', 'stopped']), pid: maybe(count)}),
  packages: z.object({upgradable: count, security: count, listsAt: maybe(time), rebootRequired: z.boolean()}),
  network,
}

const absent = z
  .object({absent: reason})
  .meta({id: 'absent', description: 'There is no such thing here, and need not be'})

/** What `collect` promises, checked at run time. Imports zod: for tests and generators only. */
export const factsSchema: z.ZodType<Facts> = z
  .object(
    Object.fromEntries(
      Object.entries(shapes).map(([name, shape]) => [
        name,
        z.union([shape, unavailable, absent]).exactOptional(),
      ]),
    ) as never,
  )
  .meta({
    title: 'Facts of the host, as a plugin gets them',
    description: 'Only what the manifest asks for is there.',
  })

/** The published JSON Schemas of this room, by the name of their file. */
export function schemas(): Record<string, unknown> {
  return {'facts.schema.json': z.toJSONSchema(factsSchema, {io: 'input', override: withoutNoise})}
}

/** `format` says it already. */
function withoutNoise({
  jsonSchema,
}: {
  readonly jsonSchema: {format?: string; pattern?: string; maximum?: number}
}): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
}
