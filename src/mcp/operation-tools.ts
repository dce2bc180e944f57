import type {Tool} from '@modelcontextprotocol/server'
import type {Values} from '../host/admit.ts'
import {operations} from '../host/operations.ts'
import type {Parrot} from '../host/parrot.ts'
import type {Principal} from '../rbac/decision.ts'
import {problem, says} from '../text/problem.ts'
import {published} from './schemas.ts'
import type {Offered} from './tool.ts'

/** What Parrot does itself that agents are offered, where their role allows it. The rest is for people at a terminal. */
export const operationTools = [
  'whoami',
  'can',
  'events_list',
  'audit_verify',
  'doctor',
  'reload_config',
  'alert_list',
  'plugin_list',
  'plugin_inspect',
  'plugin_verify',
  'role_list',
  'role_show',
  'user_list',
  'user_show',
  'user_add',
  'user_remove',
  'user_grant',
] as const

type OperationTool = (typeof operationTools)[number]
type Shape = Partial<Pick<Offered, 'asked' | 'result'>>

const mostEvents = 1000
const without = (keys: readonly string[], value: object) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)))

/** Where what is asked or answered is not the same as at a terminal: how much of it, and no folders of this machine. */
const shapes: Partial<Record<OperationTool, Shape>> = {
  events_list: {
    asked: (given) => ({values: {...given, limit: limitOf(given)}, dryRun: false}),
    result: (output) => ({events: [...(output as {events: Iterable<unknown>}).events]}),
  },
  plugin_list: {
    result: (output) => {
      const {plugins} = output as {plugins: readonly object[]}
      return {plugins: plugins.map((plugin) => without(['dir', 'source'], plugin))}
    },
  },
  plugin_inspect: {result: (output) => without(['dir', 'source'], output as object)},
}

/** What is no number is left to the schema. */
function limitOf({limit = 100}: Values): unknown {
  return typeof limit === 'number' ? Math.min(limit, mostEvents) : limit
}

/** One of Parrot's own operations, for who may use it. */
export function operationTool(parrot: Parrot, by: Principal, name: string): Offered | undefined {
  if (!isOffered(name) || parrot.may(by, name, 'mcp').effect !== 'allow') return undefined
  const tool = made.get(name) ?? make(name)
  made.set(name, tool)
  return tool
}

/** The same for everybody and at all times. */
const made = new Map<OperationTool, Offered>()

function make(name: OperationTool): Offered {
  const {changes, input = {type: 'object', additionalProperties: false}} = operations.get(name) ?? {
    changes: true,
  }
  const listed: Tool = {
    name,
    title: titleOf(name),
    description: says(problem(`mcp_op_${name}`)),
    inputSchema: published(input),
    annotations: {
      title: titleOf(name),
      readOnlyHint: !changes,
      destructiveHint: changes,
      idempotentHint: true,
      openWorldHint: false,
    },
  }
  return {
    listed,
    input,
    asked: (values) => ({values, dryRun: false}),
    result: (output) => output,
    runs: false,
    ...shapes[name],
  }
}

export function isOffered(name: string): name is OperationTool {
  return (operationTools as readonly string[]).includes(name)
}

function titleOf(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1).replaceAll('_', ' ')
}
