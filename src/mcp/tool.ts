import type {Tool} from '@modelcontextprotocol/server'
import type {Values} from '../host/admit.ts'
import type {Parrot} from '../host/parrot.ts'
import type {Command, JsonSchema} from '../manifest/manifest.ts'
import type {Principal} from '../rbac/decision.ts'
import {commandTool} from './command-tool.ts'
import {operationTool, operationTools} from './operation-tools.ts'
import {perReading} from './per-reading.ts'

/** One thing that a client may call, as it is listed and as it is called. */
export type Offered = {
  readonly listed: Tool
  /** What a call's arguments ask for. */
  readonly asked: (given: Values) => {readonly values: Values; readonly dryRun: boolean}
  /** What its input is checked against. */
  readonly input: JsonSchema
  /** Its result as data that can be sent. */
  readonly result: (output: unknown) => unknown
  /** A plugin's, which is a process of its own. */
  readonly runs: boolean
  /** As its manifest has it. */
  readonly task?: Command['task']
  /** Refused to every client, with a reason; no list shows it. */
  readonly refused?: true
}

/** All that this client may see, in an order that stays the same. */
export const offeredTo = perReading((parrot, by): Tool[] => {
  const names = [...operationTools, ...parrot.catalog.commands.keys()]
  return names
    .flatMap((name) => offered(parrot, by, name) ?? [])
    .flatMap(({refused, listed}) => (refused ? [] : listed))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
})

/** Undefined where there is no such tool, or none for this client to know of. */
export function offered(parrot: Parrot, by: Principal, name: string): Offered | undefined {
  return operationTool(parrot, by, name) ?? commandTool(parrot, by, name)
}
