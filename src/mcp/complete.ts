import type {CompleteRequestParams, CompleteResult} from '@modelcontextprotocol/server'
import type {Parrot} from '../host/parrot.ts'
import {argumentOf} from '../manifest/names.ts'
import type {Principal} from '../rbac/decision.ts'
import {focuses} from './prompts.ts'
import {visiblePlugins} from './resources.ts'
import {served} from './served.ts'

/** As the protocol has it. */
const most = 100

/** What the argument of a prompt, or of the address of a resource, can go on with: plugins this client may see, and fixed words. */
export function complete(
  parrot: Parrot,
  by: Principal,
  {ref, argument}: CompleteRequestParams,
): CompleteResult {
  const all = wordsFor(parrot, by, ref, argument.name)
  const found = all.filter((word) => word.startsWith(argument.value))
  return {completion: {values: found.slice(0, most), total: found.length, hasMore: found.length > most}}
}

function wordsFor(
  parrot: Parrot,
  by: Principal,
  ref: CompleteRequestParams['ref'],
  argument: string,
): readonly string[] {
  const of = ref.type === 'ref/prompt' ? ref.name : ref.uri
  if (of === 'diagnose_host' && argument === 'focus') return focuses
  const plugins =
    (of === 'plan_maintenance' && argument === 'plugin') ||
    (of.startsWith('parrot://plugins/') && argument === 'name')
  return plugins ? visiblePlugins(parrot, by).map(({name}) => name) : valuesOf(parrot, by, of, argument)
}

/** What a plugin's manifest says that an input can be. */
function valuesOf(parrot: Parrot, by: Principal, of: string, argument: string): readonly string[] {
  const found = served(parrot, by).find(({command: {tool}, serves}) =>
    'prompt' in serves ? tool === of : serves.resource === of,
  )
  const properties = (found?.command.input?.['properties'] ?? {}) as Properties
  const input = Object.entries(properties).find(([name, property]) => argumentOf(name, property) === argument)
  const {enum: values = [], examples = []} = input?.[1] ?? {}
  return [...values, ...examples].map(String)
}

type Properties = Readonly<Record<string, Property>>
type Property = {
  readonly enum?: readonly unknown[]
  readonly examples?: readonly unknown[]
  readonly 'x-mcp-name'?: string
}
