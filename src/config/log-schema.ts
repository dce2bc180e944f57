import {z} from 'zod'
import {defaults} from './config.ts'
import {logLevels, logModules} from './log-config.ts'
import {key} from './schema-key.ts'

const {log} = defaults
const level = z.enum(logLevels)

export const logSection = z.strictObject({
  level: key(level, 'What is worth a line: debug, info, warn or error, and what is worse.', log.level),
  modules: key(
    z.partialRecord(z.enum(logModules), level),
    `The same for single parts: ${logModules.join(', ')}.`,
    log.modules,
  ),
  format: key(
    z.enum(['text', 'json']),
    'Lines for people, or a JSON object a line for programs.',
    log.format,
  ),
  maxBytes: key(
    z
      .int()
      .min(4096)
      .max(1024 ** 3),
    'Bytes after which a new file is begun.',
    log.maxBytes,
  ),
  maxAge: key(
    z.string().regex(/^(?:never|[1-9]\d{0,5}[smhdw])$/, 'an age such as 7d is wanted, or never'),
    'Age after which a new file is begun, such as 7d, or never.',
    log.maxAge,
  ),
  keep: key(z.int().min(0).max(1000), 'Files that were put aside and are kept; older ones go.', log.keep),
})
