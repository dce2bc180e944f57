import type {Command} from '@oclif/core/command'
import type {Listed, Plugin} from '../host/plugin.ts'
import type {Outcome} from '../outcomes.ts'
import {bound, type CallClass} from './call-command.ts'
import {callFlags, json} from './common-flags.ts'
import {core} from './core.ts'
import type {Door} from './door.ts'
import {fieldsOf, type Field} from './fields.ts'
import {oclifArgs, oclifFlags} from './oclif-flags.ts'
import {inert} from './plain.ts'
import {manifestCommand, toolCommand} from './tool-command.ts'

/** A command as oclif lists, explains, completes and loads it. */
export type Described = Command.Loadable & {
  /** How it can end. */
  readonly exits: readonly Outcome[]
  /** What the plugin asks for; empty for Parrot's own. */
  readonly permissions: readonly string[]
}

const bare = {aliases: [], hiddenAliases: [], hidden: false, hasDynamicHelp: false, permissions: []}

/** One of Parrot's own commands, from its class. */
export function describeCore(door: Door, id: string, Class: CallClass): Described {
  const {description, examples, exits, fields} = Class
  return {
    ...bare,
    id,
    exits,
    examples,
    summary: core[id]?.summary ?? '',
    ...(description !== undefined && {description}),
    flags: flagsOf(fields, [json]),
    args: oclifArgs(fields),
    load: async () => bound(Class, id, door),
  }
}

/** One command of a plugin. Every text in it is a stranger's and made inert; what only its help shows is read for its help only. */
export function describeTool(door: Door, plugin: Plugin, listed: Listed): Described {
  const id = listed.path.join(':')
  const manifest = () => manifestCommand(plugin, listed)
  return {
    ...bare,
    id,
    exits: toolExits,
    summary: inert(listed.description),
    permissions: listed.permissions.map(inert),
    get examples() {
      return manifest()?.examples?.map(inert)
    },
    get flags() {
      return flagsOf(fieldsOf(manifest()?.input), [
        json,
        ...callFlags.filter(({name}) => name !== 'dry-run' || manifest()?.dryRun === true),
      ])
    },
    get args() {
      return oclifArgs(fieldsOf(manifest()?.input))
    },
    load: async () => bound(toolCommand(plugin, listed), id, door),
  }
}

const toolExits: readonly Outcome[] = [
  'ok',
  'failed',
  'invalid_input',
  'findings',
  'rate_limited',
  'broken',
  'no_sandbox',
  'needs_approval',
  'denied',
  'tampered',
  'timed_out',
  'cancelled',
]

function flagsOf(fields: readonly Field[], common: readonly Field[]) {
  const everywhere = Object.entries(oclifFlags(common)).map(([name, flag]) => [
    name,
    {...flag, helpGroup: 'common'},
  ])
  return {...oclifFlags(fields), ...Object.fromEntries(everywhere)}
}
