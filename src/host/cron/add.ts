import {problem} from '../../text/problem.ts'
import type {Builtin} from '../builtin.ts'
import type {MissedPolicy} from './entry.ts'
import {notAtTerminal, putEntries} from './put.ts'
import {timesOf} from './recommended.ts'
import {usual} from './wish.ts'

type Input = {
  readonly tool: string
  readonly at?: string
  readonly id?: string
  readonly input?: string
  readonly role?: string
  readonly missed?: MissedPolicy
  readonly systemd?: boolean
  readonly grant?: boolean
}

/** Puts one entry in, or changes the one of that name. Without a time: when the configuration or the plugin says. */
export const cronAdd: Builtin = async (call) => {
  const {work} = call
  const elsewhere = notAtTerminal(call)
  if (elsewhere !== undefined) return elsewhere
  const given = work.values as Input
  const tool = given.tool.replaceAll(/[- ]/g, '_')
  const at = given.at ?? timesOf(work.world, tool)?.[0]
  const about = JSON.stringify(given.tool.slice(0, 80)).slice(1, -1)
  const {catalog, operations} = work.world
  if (!catalog.commands.has(tool) && operations.get(tool)?.scheduled !== true)
    return {outcome: 'invalid_input', problems: [problem('schedule_no_tool', {tool: about})]}
  if (at === undefined) return {outcome: 'invalid_input', problems: [problem('schedule_no_time', {tool})]}
  const input = objectIn(given.input ?? '{}')
  if (typeof input === 'string')
    return {outcome: 'invalid_input', problems: [problem('schedule_input', {cause: input})]}
  const {id = tool, role = 'cron', systemd = false, grant = false} = given
  const timer = systemd ? 'systemd' : 'cron'
  const missed = given.missed ?? usual[timer]
  return putEntries(call, [{id, tool, at, input, role, missed, timer}], grant)
}

function objectIn(text: string): Readonly<Record<string, unknown>> | string {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : 'it is something else'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
