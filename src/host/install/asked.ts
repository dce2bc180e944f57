import canonicalize from 'canonicalize'
import type {Risk} from '../../rbac/consent.ts'
import type {Permission} from '../../rbac/claim.ts'
import {isResource, parsePermissions} from '../../rbac/permission.ts'
import {inWords} from '../../rbac/words.ts'
import {problem, says, type Problem} from '../../text/problem.ts'
import type {Plugin} from '../plugin.ts'
import {wantedBy} from '../wanted.ts'
import type {World} from '../world.ts'
import {permissionDigest, type Asks} from './consent.ts'

/** What somebody is asked to agree to. */
export type Asked = Asks & {
  /** One sentence each, the worst of what it can do first. */
  readonly words: readonly string[]
  readonly risk: Risk
  /** The `sys:` rights among it: each is typed by whoever agrees. */
  readonly typed: readonly string[]
  /** What `--accept` has to say; empty as long as something is `unset`. */
  readonly accept: string
  /** Paths of the configuration that its permissions name and nobody has set: until then nothing can be agreed to. */
  readonly unset: readonly Problem[]
}

/** What all commands of a plugin ask for, expanded as it would be for a call, each once. */
export function askedOf(world: World, plugin: Plugin): Asked | {readonly problems: readonly Problem[]} {
  // It would be asked about as the plugin that it says it is, and run as what Parrot does under this name.
  const own = plugin.commands.filter(({tool}) => world.operations.has(tool))
  if (own.length > 0) return {problems: own.map(({tool}) => problem('tool_own', {name: plugin.name, tool}))}
  const wanted = plugin.commands.map((command) =>
    wantedBy({tool: command.tool, plugin, command}, world, {unsandboxed: false}),
  )
  const problems = wanted.flatMap((one) => one.problems)
  const unset = problems.filter(({code}) => code === 'path_value' || code === 'host_value')
  if (problems.length > unset.length) return {problems}
  const all = unset.length > 0 ? declaredBy(plugin) : wanted.flatMap((one) => one.wanted.permissions)
  const permissions = [...new Map(all.map((one) => [one.text, one])).values()]
  const asks = {name: plugin.name, permissions: permissions.map(({text}) => text), calls: callsOf(plugin)}
  return {
    ...asks,
    words: inOrder(permissions, asks),
    risk: plugin.risk,
    typed: asks.permissions.filter((text) => text.startsWith('sys:')),
    accept: unset.length > 0 ? '' : permissionDigest(asks),
    unset,
  }
}

/** As its manifest has it, with `$CONFIG` for what is not known yet. */
function declaredBy({commands}: Plugin): readonly Permission[] {
  const read = parsePermissions(commands.flatMap(({permissions}) => permissions))
  return 'permissions' in read ? read.permissions : []
}

function callsOf({load}: Plugin): string[] {
  const loaded = load()
  const commands = 'commands' in loaded ? loaded.commands : []
  const calls = commands.flatMap(({entrypoint}) =>
    typeof entrypoint === 'object' && 'workflow' in entrypoint
      ? entrypoint.workflow.map(({call, input = {}}) => callWith(call, input))
      : [],
  )
  return [...new Set(calls)]
}

/** With other words it is another call: a right that it lends may name what stands in them. */
function callWith(tool: string, input: object): string {
  return Object.keys(input).length === 0 ? tool : `${tool} ${canonicalize(input)}`
}

function inOrder(permissions: readonly Permission[], {name, calls}: Asks): string[] {
  const rank = ({area}: Permission) => (area === 'sys' ? 0 : 1)
  const sorted = permissions.toSorted((a, b) => rank(a) - rank(b))
  const lends = calls.map((tool) => says(problem('may_call', {tool, right: `${name}:execute`})))
  return [...sorted.map(inWords), ...lends, ...cannot(permissions)]
}

/** What it may not do is half of what somebody wants to know. */
function cannot(permissions: readonly Permission[]): string[] {
  const resources = permissions.filter(isResource)
  if (resources.some(({area}) => area === 'sys')) return []
  const writes = resources.some(({claim}) => claim.kind === 'path' && claim.access === 'write')
  const connects = resources.some(({area}) => area === 'net')
  return [
    ...(writes ? [] : [says(problem('cannot_write'))]),
    ...(connects ? [] : [says(problem('cannot_connect'))]),
  ]
}
