import {z} from 'zod'

const absolutePath = z.string().startsWith('/', 'an absolute path')
const webAddress = z.url({protocol: /^https?$/})
const pluginValues = z.record(z.string(), z.record(z.string(), z.unknown()))

/** The user's or the system's configuration file. Unknown keys are errors. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  plugins: pluginValues.optional().describe("Values for each plugin's config keys"),
  rbac: z
    .strictObject({roles: absolutePath.optional(), users: absolutePath.optional()})
    .optional()
    .describe('Where roles and users are kept, when not beside this file'),
  audit: z
    .strictObject({heads: z.array(absolutePath).optional()})
    .optional()
    .describe('Further files that signed heads of the journal are appended to; best on another disk'),
  install: z
    .strictObject({
      registry: webAddress.optional(),
      indexes: z.array(z.union([absolutePath, webAddress])).optional(),
      keys: z
        .record(z.string().regex(/^[\w.@+-]{1,64}$/), z.string().regex(/^ed25519:[A-Za-z0-9_-]{43}$/))
        .optional(),
      signed: z.boolean().optional(),
      entries: z.int().min(1).max(20_000).optional(),
      bytes: z
        .int()
        .min(1024)
        .max(512 * 1024 ** 2)
        .optional(),
    })
    .optional()
    .describe('Where plugins come from, whose signatures count, and how large one may be'),
  limits: z
    .strictObject({
      timeoutMs: z.int().min(100).max(86_400_000).optional(),
      outputBytes: z
        .int()
        .min(4096)
        .max(64 * 1024 ** 2)
        .optional(),
      memoryBytes: z
        .int()
        .min(16 * 1024 ** 2)
        .optional(),
      pids: z.int().min(8).max(32_768).optional(),
      graceMs: z.int().min(0).max(60_000).optional(),
    })
    .optional()
    .describe('Caps that no manifest can exceed'),
})

/** A project's file: whoever wrote the folder wrote this, so it may only tune plugins, never say who may do what. */
export const projectSchema = z.strictObject({
  $schema: z.string().optional(),
  plugins: pluginValues.optional(),
})
