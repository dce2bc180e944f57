import {Command} from '@oclif/core/command'
import type {Listed, Plugin} from '../host/plugin.ts'
import type {JsonSchema} from '../manifest/manifest.ts'
import {isWorkflow} from '../manifest/workflow-output.ts'
import {everyOutcome, type Outcome} from '../outcomes.ts'
import {helpHere, word} from '../text/reader.ts'
import {callFlags, json, lang, profile, resume} from './common-flags.ts'
import {core} from './core.ts'
import type {Door} from './door.ts'
import {fieldsOf, type Field} from './fields.ts'
import {oclifArgs, oclifFlags} from './oclif-flags.ts'
import type {OwnCommandClass} from './own-command.ts'
import {inert} from './plain.ts'
import {theirs} from './plugin-words.ts'
import {manifestCommand, runTool} from './run-tool.ts'

/** What an end means of this command, where that is more than what it means of any. */
export type Meanings = Readonly<Partial<Record<Outcome, string>>>

/** A command as oclif lists, explains, completes and runs it. */
export type Described = Command.Loadable & {
  /** How it can end. */
  readonly exits: readonly Outcome[]
  /** In the reader's language. */
  readonly meanings?: Meanings
  /** What the plugin asks for; empty for Parrot's own. */
  readonly permissions: readonly string[]
}

const bare = {aliases: [], hiddenAliases: [], hidden: false, hasDynamicHelp: false, permissions: []}

/** One of Parrot's own commands, from its class. */
export function describeCore(door: Door, id: string, Own: OwnCommandClass): Described {
  const {description, examples, exits, fields, meanings} = Own
  const words = id.replaceAll(':', ' ')
  return {
    ...bare,
    id,
    exits,
    meanings: Object.fromEntries(Object.entries(meanings).map(([exit, text]) => [exit, helpHere(text)])),
    examples: [...examples],
    summary: helpHere(core[id]?.summary ?? ''),
    ...(description !== undefined && {description: helpHere(description)}),
    flags: flagsOf(fields, [json, profile, ...(id === 'plugin:new' ? [] : [lang])]),
    args: oclifArgs(fields),
    load: async () => oclifClass(id, (argv) => new Own(door, words, argv).run()),
  }
}

/** One command of a plugin. Every text in it is a stranger's and made inert; what only its help shows is read for its help only. */
export function describeTool(door: Door, plugin: Plugin, listed: Listed): Described {
  const id = listed.path.join(':')
  const manifest = () => manifestCommand(plugin, listed)
  const told = (fields: readonly Field[]) =>
    fields.map((field) => ({...field, description: inert(theirs(plugin, field.description))}))
  return {
    ...bare,
    id,
    exits: toolExits(listed),
    summary: inert(theirs(plugin, listed.description)),
    permissions: listed.permissions.map(inert),
    get meanings() {
      return foundBy(plugin, manifest()?.output)
    },
    get examples() {
      return manifest()?.examples?.map((example) =>
        inert(typeof example === 'string' ? example : example.run),
      )
    },
    get flags() {
      const {input, dryRun, entrypoint} = manifest() ?? {}
      return flagsOf(told(fieldsOf(input)), [
        json,
        profile,
        lang,
        ...callFlags.filter(({name}) => name !== 'dry-run' || dryRun === true),
        ...(isWorkflow(entrypoint) ? [resume] : []),
      ])
    },
    get args() {
      return oclifArgs(told(fieldsOf(manifest()?.input)))
    },
    load: async () => oclifClass(id, (argv) => runTool(door, plugin, listed, argv)),
  }
}

/** Only a plugin that may ask anything ends with a question. */
function toolExits({permissions}: Listed): readonly Outcome[] {
  const asks = permissions.some((permission) => permission.startsWith('ask:'))
  return everyOutcome.filter((outcome) => asks || outcome !== 'needs_input')
}

/** A result that says whether something was found says what that would be. */
function foundBy(plugin: Plugin, output: JsonSchema | undefined): Meanings {
  const {findings} = (output?.['properties'] ?? {}) as {readonly findings?: {readonly description?: unknown}}
  const text = findings?.description
  if (typeof text !== 'string') return {}
  const told = theirs(plugin, text)
  return {findings: inert(told === text ? text.slice(0, 1).toLowerCase() + text.slice(1) : told)}
}

function flagsOf(fields: readonly Field[], common: readonly Field[]) {
  const everywhere = Object.entries(oclifFlags(common)).map(([name, flag]) => [
    name,
    {...flag, helpGroup: word('common')},
  ])
  return {...oclifFlags(fields), ...Object.fromEntries(everywhere)}
}

/** No right is decided in oclif, and nothing is parsed by it before the host asks: `run` gets the words as they are. */
function oclifClass(id: string, run: (argv: readonly string[]) => Promise<void>): Command.Class {
  return class extends Command {
    static override readonly id = id

    async run(): Promise<void> {
      this.parsed = true
      await run(this.argv)
    }

    /** oclif would print an error of its own shape and go on as if nothing had happened. */
    protected override async catch(error: Error): Promise<never> {
      throw error
    }
  }
}
