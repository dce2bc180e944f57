import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {defaults, type Config} from '../../src/config/config.ts'
import {pathsFor, type Surroundings} from '../../src/config/paths.ts'
import type {Answer} from '../../src/host/answer.ts'
import type {BuiltinCall} from '../../src/host/builtin.ts'
import {builtins} from '../../src/host/builtins.ts'
import {checkedOutput} from '../../src/host/ended.ts'
import {checkInput} from '../../src/manifest/check.ts'
import {commandsOf} from '../../src/manifest/commands.ts'
import {configFor} from '../../src/manifest/config-values.ts'
import type {Manifest} from '../../src/manifest/manifest.ts'
import {root} from '../home.ts'

export type Asked = {
  readonly config?: Readonly<Record<string, unknown>>
  readonly values?: Readonly<Record<string, unknown>>
  readonly dryRun?: boolean
  readonly now?: number
  readonly signal?: AbortSignal
  readonly audit?: Config['audit']
  /** The world's policy and who asks, where rights play a part. */
  readonly world?: object
  readonly by?: object
}

/** What a builtin of a shipped plugin answers as the corridor calls it: settings and input checked and filled in, output checked. */
export async function called(tool: string, around: Surroundings, asked: Asked = {}): Promise<Answer> {
  const manifest = manifestOf(tool)
  const command = commandsOf(manifest).find((one) => one.tool === tool)
  const entry = command?.entrypoint as {builtin: string}
  const settings = configFor(manifest, asked.config ?? {})
  const input = await checkInput({schema: command?.input ?? {}, command: tool}, asked.values ?? {})
  if ('problems' in settings || 'problems' in input) throw new Error(JSON.stringify([settings, input]))
  const builtin = await builtins.get(entry.builtin)?.()
  const signal = asked.signal ?? new AbortController().signal
  const world = {config: {...defaults, ...(asked.audit && {audit: asked.audit})}, ...asked.world}
  const answer = await builtin?.({
    host: {paths: pathsFor(around), around, now: () => asked.now ?? Date.now()},
    work: {
      values: input.values,
      request: {dryRun: asked.dryRun === true, signal, watch: {}, by: asked.by},
      world,
    },
    config: settings.values,
  } as unknown as BuiltinCall)
  if (answer === undefined) throw new Error(`no builtin ${entry.builtin}`)
  return checkedOutput(tool, command?.output, answer)
}

function manifestOf(tool: string): Manifest {
  const name = ['log_rotate', 'clean_cache', 'disk_usage'].find((one) => tool.startsWith(one)) ?? tool
  return JSON.parse(readFileSync(join(root, 'plugins', name, 'manifest.json'), 'utf8')) as Manifest
}
