import {inWords} from '../../rbac/words.ts'
import type {parsePermissions} from '../../rbac/permission.ts'
import {problem, says, type Problem} from '../../text/problem.ts'
import type {Work} from '../call.ts'
import {enable, propose, type Proposal} from '../catalog/enable.ts'
import {placesOf} from '../catalog/places.ts'
import {done, wrong, type Host, type Operation} from '../operation.ts'
import {wantedBy} from '../wanted.ts'
import type {World} from '../world.ts'

/** The input of what is about one plugin. */
export const named = {
  type: 'object',
  required: ['name'],
  properties: {name: {type: 'string', description: 'Name of the plugin'}},
  additionalProperties: false,
} as const

/** What enabling it would approve, in words, and the digest that says of which files. Changes nothing. */
export const pluginPropose: Operation = {
  tool: 'plugin_propose',
  permissions: ['plugin:approve'],
  changes: false,
  input: named,
  run: async (host, work) => {
    const asked = await proposalFor(host, work)
    return 'problems' in asked ? wrong(...asked.problems) : done(asked)
  },
}

/** Approves the plugin: these files, for what their manifest asks. With a `digest`, only if they are still those. */
export const pluginEnable: Operation = {
  tool: 'plugin_enable',
  permissions: ['plugin:approve'],
  changes: true,
  input: {
    ...named,
    properties: {...named.properties, digest: {type: 'string', description: 'What was proposed'}},
  },
  run: async (host, work) => {
    const asked = await proposalFor(host, work)
    if ('problems' in asked) return wrong(...asked.problems)
    const {words: _, ...proposal} = asked
    const {digest = proposal.digest} = work.values as {readonly digest?: string}
    const agreed = {...proposal, digest}
    const places = placesOf(host.around, host.paths)
    const problems = await enable(places, agreed, work.request.by.name, new Date(host.now()))
    return problems.length > 0 ? wrong(...problems) : done(asked)
  },
}

type Asked = Proposal & {readonly words: readonly string[]}

async function proposalFor(
  {around, paths}: Host,
  {world, values}: Work,
): Promise<Asked | {readonly problems: readonly Problem[]}> {
  const proposal = await propose(placesOf(around, paths), String(values['name']))
  if ('problems' in proposal) return proposal
  const asked = resourcesOf(world, proposal.name)
  if ('problems' in asked) return asked
  const permissions = asked.permissions.map(({text}) => text)
  return {
    ...proposal,
    permissions,
    words: [...asked.permissions.map(inWords), ...stepsOf(world, proposal.name)],
  }
}

/** Of all its commands, expanded as they would be for a call, each once. */
function resourcesOf(world: World, name: string): ReturnType<typeof parsePermissions> {
  const plugin = world.catalog.plugins.get(name)
  const asked = plugin?.commands.map((command) =>
    wantedBy({tool: command.tool, plugin, command}, world, {unsandboxed: false}),
  )
  const problems = (asked ?? []).flatMap((one) => one.problems)
  if (problems.length > 0) return {problems}
  const permissions = (asked ?? []).flatMap(({wanted}) => wanted.permissions)
  return {permissions: [...new Map(permissions.map((one) => [one.text, one])).values()]}
}

/** What its workflows call: whoever may run them holds what these need, while they run. */
function stepsOf({catalog}: World, name: string): string[] {
  const loaded = catalog.plugins.get(name)?.load()
  const commands = loaded !== undefined && 'commands' in loaded ? loaded.commands : []
  const tools = commands.flatMap(({entrypoint}) =>
    typeof entrypoint === 'object' && 'workflow' in entrypoint
      ? entrypoint.workflow.map(({call}) => call)
      : [],
  )
  return [...new Set(tools)].map((tool) => says(problem('may_call', {tool, right: `${name}:execute`})))
}
