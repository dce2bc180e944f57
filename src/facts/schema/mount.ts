import {z} from 'zod'
import type {Mount} from '../mounts.ts'
import {bytes, count, maybe, text, unavailable} from './parts.ts'

const space = z.object({
  totalBytes: bytes,
  usedBytes: bytes,
  availableBytes: bytes.describe('What those can still write who are not root'),
  totalInodes: maybe(count).describe('Null where inodes are made as they are needed'),
  usedInodes: maybe(count),
})

export const mountSchema: z.ZodType<Mount> = z.object({
  path: text,
  source: text,
  type: text,
  readOnly: z
    .enum(['no', 'mount', 'filesystem'])
    .describe('mount: only this mount does not write. filesystem: nothing can write to it'),
  wanted: maybe(z.enum(['read-write', 'read-only'])).describe(
    'What /etc/fstab wants; null where it does not say',
  ),
  stopped: maybe(text).describe('The word of the kernel for a file system that it stopped after an error'),
  onError: maybe(text).describe('What it is to do on an error, where its options say so'),
  space: z.union([space, unavailable]),
})
