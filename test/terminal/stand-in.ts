import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Parrot} from '../../src/host/parrot.ts'
import type {Listed, Plugin} from '../../src/host/plugin.ts'
import type {CallResult} from '../../src/host/request.ts'
import type {Command, Manifest} from '../../src/manifest/manifest.ts'

/** A host for trying the door before there is one: plugins from a JSON file, results from the same file, no sandbox. */
export async function openParrot(around: {readonly env: NodeJS.ProcessEnv; readonly root: string; readonly version: string}): Promise<Parrot> {
  const stage = JSON.parse(readFileSync(around.env['STAGE'] ?? join(import.meta.dirname ?? '.', 'stage.json'), 'utf8')) as Stage
  const plugins = stage.plugins.map(pluginOf)
  const commands = new Map(
    plugins.flatMap((plugin) => plugin.commands.map((command) => [command.tool, {plugin, command}] as const)),
  )
  const effect = (tool: string) => stage.effects?.[tool] ?? 'allow'
  return {
    version: around.version,
    catalog: {plugins: new Map(plugins.map((plugin) => [plugin.name, plugin])), commands, problems: []},
    warnings: [],
    operator: {name: 'root', roles: ['admin'], evidence: 'uid 0'},
    may: (_, tool) => {
      const because = {effect: effect(tool), permission: `${tool}:execute`, ...(effect(tool) === 'deny' && {rule: `!${tool}:*`, role: 'viewer'})}
      return {effect: because.effect, because, decisions: [because]}
    },
    sees: (_, tool) => stage.hidden?.includes(tool) !== true,
    async *tail() {},
    close() {},
    async call(request) {
      const base: CallResult = {call: 'c1', tool: request.tool, outcome: 'ok', problems: [], ms: 1}
      if (!commands.has(request.tool) && stage.results?.[request.tool] === undefined) return {...base, outcome: 'unknown', problems: [{code: 'unknown_plugin', params: {name: request.tool}}]}
      if (effect(request.tool) === 'deny') return {...base, outcome: 'denied', decision: {effect: 'deny', permission: 'x:y', rule: '!x:*', role: 'viewer'}}
      const input = await request.input()
      if ('problems' in input) return {...base, outcome: 'invalid_input', problems: input.problems}
      for (const line of stage.log ?? []) request.watch.log?.(line)
      const given = stage.results?.[request.tool]
      if (given === undefined) return {...base, output: {values: input.values, dryRun: request.dryRun}, level: 'enforced', exit: {code: 0, signal: null}}
      return {...base, ...given}
    },
  }
}

type Stage = {
  readonly plugins: readonly Manifest[]
  readonly hidden?: readonly string[]
  readonly effects?: Readonly<Record<string, 'allow' | 'ask' | 'deny'>>
  readonly results?: Readonly<Record<string, Partial<CallResult>>>
  readonly log?: readonly string[]
}

function pluginOf(manifest: Manifest): Plugin {
  const commands: Command[] = Object.entries(manifest.commands ?? {'': manifest}).map(([name, fields]) => ({
    ...(fields as Command),
    description: fields.description ?? manifest.description,
    tool: name === '' ? manifest.name : `${manifest.name}_${name}`,
    path: name === '' ? [manifest.name] : [manifest.name, name],
  }))
  return {
    name: manifest.name,
    version: manifest.version,
    description: manifest.description,
    dir: '/nowhere',
    origin: 'user',
    state: 'enabled',
    commands: commands as readonly Listed[],
    stamp: '',
    load: () => ({manifest, commands}),
  }
}
