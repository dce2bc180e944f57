import {z} from 'zod'
import {line, list} from './fields-schema.ts'
import {isReservedVariable} from './reserved.ts'

export const configKeyWanted =
  'a name in capitals such as "HELLO_MESSAGE" that no loader, shell, interpreter or Parrot itself listens to'

/** May this be the name of a configuration key, and so of a variable in the plugin's environment? */
export function isConfigKey(name: string): boolean {
  return /^[A-Z][A-Z0-9_]{0,63}$/.test(name) && !isReservedVariable(name)
}

const types = [
  'string',
  'integer',
  'number',
  'boolean',
  'enum',
  'percentage',
  'email',
  'path',
  'secret',
  'list',
] as const

export const configKeySchema = z.strictObject(
  {
    type: z.enum(types, `one of ${types.join(', ')}`),
    default: z.unknown().exactOptional().describe('Used where nothing is configured'),
    description: line(500).exactOptional(),
    minimum: z.number('a number').exactOptional(),
    maximum: z.number('a number').exactOptional(),
    pattern: line(500).exactOptional().describe('A regular expression that the whole value must match'),
    checksum: z
      .literal('bech32', '"bech32"')
      .exactOptional()
      .describe('What matches the pattern has a checksum of this kind in it, as recipients of age do'),
    wants: line(200)
      .exactOptional()
      .describe('What a value is to be, in words; said where one does not match the pattern'),
    required: z.boolean('true or false').exactOptional(),
    administrator: z
      .literal(true, 'true')
      .exactOptional()
      .describe("Only the administrator's configuration says it, never a project's"),
    options: list(line(200), 100, 'values').exactOptional().describe('The values of an enum'),
  },
  'an object that describes a configuration key',
)
