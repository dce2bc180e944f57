import {z} from 'zod'
import {commandSchema, commandFields} from './command-schema.ts'
import {configKeySchema, configKeyWanted, isConfigKey} from './config-schema.ts'
import {line, list, matching} from './fields-schema.ts'
import {dependencyWanted, nameForm, nameWanted, splitDependency} from './names.ts'
import {icon} from './mcp-schema.ts'
import {isSchedule, scheduleWanted} from './schedule.ts'
import {isRange, isVersion, rangeWanted, versionWanted} from './version.ts'

const {description: _, entrypoint, permissions, ...others} = commandFields

const name = matching(nameForm, nameWanted)
const range = z.string(rangeWanted).refine(isRange, rangeWanted).describe('A version range')
const dependency = z
  .string(dependencyWanted)
  .refine(isDependency, dependencyWanted)
  .describe('name or name@range')
const program = matching(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/, 'the name of a program')
const locale = matching(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'a locale such as "de" or "pt-BR"')
const schedule = z.string(scheduleWanted).refine(isSchedule, scheduleWanted)

/** The shape of manifest.json, strict throughout; the message of every issue says what is wanted there. */
export const manifestSchema = z
  .strictObject(
    {
      $schema: line(500).exactOptional().describe('Where this schema is, for editors'),
      name: name.describe('The name of the plugin and of its folder'),
      version: z.string(versionWanted).refine(isVersion, versionWanted).describe('Semantic version'),
      description: line(500).describe('What it does, in one sentence'),
      author: line(200).exactOptional(),
      license: line(100).exactOptional().describe('SPDX expression'),
      homepage: matching(/^https?:\/\/\S{1,490}$/, 'a web address that begins with https://').exactOptional(),
      icon: icon.exactOptional(),
      platforms: list(
        z.enum(['linux', 'darwin', 'freebsd'], '"linux", "darwin" or "freebsd"'),
        3,
        'platforms',
      )
        .exactOptional()
        .describe('Where it runs; everywhere when absent'),
      requires: z
        .strictObject(
          {parrot: range.exactOptional(), programs: list(program, 50, 'programs').exactOptional()},
          'an object',
        )
        .exactOptional()
        .describe("Versions of Parrot, and programs on the host's PATH, that it needs"),
      dependencies: list(dependency, 50, 'plugins')
        .exactOptional()
        .describe('Other plugins: name or name@range'),
      config: z
        .record(
          z.string().refine(isConfigKey, configKeyWanted),
          configKeySchema,
          'an object of configuration keys',
        )
        .exactOptional()
        .describe(
          "Values the administrator may set; each becomes an environment variable of the plugin's process",
        ),
      schedule: z
        .union([schedule, list(schedule, 20, 'times')], scheduleWanted)
        .exactOptional()
        .describe('Suggested times: daily, hourly, weekly, monthly or five cron fields'),
      messages: z
        .record(locale, z.record(z.string(), line(2000), 'an object of texts'), 'an object of locales')
        .exactOptional()
        .describe('Translations by locale'),
      commands: z
        .record(name, commandSchema, 'an object of commands')
        .exactOptional()
        .describe(
          'For a plugin of several commands: name of the command → what a plugin of one has at the top',
        ),
      entrypoint: entrypoint.exactOptional(),
      permissions: permissions.exactOptional(),
      ...others,
    },
    'an object',
  )
  .meta({title: 'Parrot plugin manifest'})

/** The published JSON Schemas of this room, by the name of their file. */
export function schemas(): Record<string, unknown> {
  return {'plugin.schema.json': z.toJSONSchema(manifestSchema, {io: 'input'})}
}

function isDependency(text: string): boolean {
  const {name, range} = splitDependency(text)
  return nameForm.test(name) && (range === undefined || isRange(range))
}
