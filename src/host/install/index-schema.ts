import {z} from 'zod'
import {nameForm, nameWanted} from '../../manifest/names.ts'
import {firstUnprintable} from '../../manifest/show.ts'
import {isVersion, versionWanted} from '../../manifest/version.ts'
import {digestForm, keyForm} from './forms.ts'
import {isSource, sourceForm} from './index-source.ts'

const sourceWanted = 'a source as plugin install takes it, complete, without blanks or quotes'

/** One release of one plugin. Whoever wrote it is believed in nothing: it helps to find a plugin, and grants none of it anything. */
export const entrySchema = z.strictObject({
  name: z.string(nameWanted).regex(nameForm, nameWanted),
  version: z.string(versionWanted).refine(isVersion, versionWanted).describe('Semantic version'),
  description: line(500).describe('What it does, in one sentence'),
  source: z
    .string(sourceWanted)
    .regex(sourceForm, sourceWanted)
    .refine(isSource, sourceWanted)
    .describe('As plugin install takes it; a path only in an index that is a file'),
  digest: z
    .string('a digest')
    .regex(digestForm, 'sha512- and 88 characters of base64')
    .describe('Of all its files, as plugin sign and plugin inspect show it; install takes no others'),
  keywords: z.array(line(40)).max(20).exactOptional(),
  homepage: address().exactOptional(),
  permissions: z
    .array(line(512))
    .max(100)
    .exactOptional()
    .describe('What it asks for, to be read; only its manifest is believed'),
  license: line(100).exactOptional(),
  key: z
    .string()
    .regex(keyForm, 'ed25519: and 43 base64url characters')
    .exactOptional()
    .describe('Who signed it, to be read; only install.keys is believed'),
})

const version = z.literal(1)
const schema = z.string().exactOptional().describe('Where this schema is, for editors')

export const indexSchema = z
  .strictObject({$schema: schema, version, plugins: z.array(entrySchema)})
  .describe('A list of plugins to find. It grants nothing to anybody')

/** What has to be right for any entry to be looked at. */
export const envelopeSchema = indexSchema.extend({plugins: z.array(z.unknown(), 'a list of plugins')})

/** What is published in manifests/, by file name. */
export function schemas(): Readonly<Record<string, unknown>> {
  return {'index.schema.json': z.toJSONSchema(indexSchema, {io: 'input'})}
}

function line(most: number) {
  const want = `text of 1 to ${most} characters`
  return z
    .string(want)
    .min(1, want)
    .max(most, want)
    .refine((text) => firstUnprintable(text) === undefined, 'text without control or invisible characters')
}

function address() {
  return z.url({protocol: /^https?$/, error: 'an http or https address'}).max(500)
}
