import {notThere} from '../../text/not-there.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Builtin, BuiltinCall} from '../builtin.ts'
import {visible} from '../visible.ts'
import {readSchedule} from './entries.ts'
import type {Entry, MissedPolicy} from './entry.ts'
import {faulty, putEntries} from './put.ts'
import {timesOf} from './recommended.ts'
import {usual} from './wish.ts'

type Input = {
  readonly tool: string
  readonly at?: string
  readonly id?: string
  readonly input?: string
  readonly role?: string
  readonly missed?: MissedPolicy
  readonly cron?: boolean
  readonly systemd?: boolean
  readonly grant?: boolean
}

/** Puts one entry in, or changes in the one of that name what is said. Without a time a new one runs when the configuration or the plugin says. */
export const cronAdd: Builtin = async (call) => {
  const {work} = call
  const given = work.values as Input
  const tool = given.tool.replaceAll(/[- ]/g, '_')
  const about = JSON.stringify(given.tool.slice(0, 80)).slice(1, -1)
  if (!isThere(work, tool)) return {outcome: 'invalid_input', problems: [noTool(work, tool, about)]}
  const {id = tool, grant = false} = given
  if (given.cron === true && given.systemd === true)
    return {outcome: 'invalid_input', problems: [problem('schedule_both')]}
  const there = entryOf(call, id, tool)
  if (there !== undefined && 'outcome' in there) return there
  const at = given.at ?? there?.at ?? timesOf(work.world, tool)?.[0]
  if (at === undefined) return {outcome: 'invalid_input', problems: [problem('schedule_no_time', {tool})]}
  const input = given.input === undefined ? (there?.input ?? {}) : objectIn(given.input)
  if (typeof input === 'string')
    return {outcome: 'invalid_input', problems: [problem('schedule_input', {cause: input})]}
  const role = given.role ?? there?.role ?? 'cron'
  return putEntries(call, [{id, tool, at, input, role, ...startedBy(given, there)}], grant)
}

/** A command that its author may not know of is not there; an operation is no secret. */
function isThere({world, request}: BuiltinCall['work'], tool: string): boolean {
  if (world.operations.get(tool)?.scheduled === true) return true
  return world.catalog.commands.has(tool) && visible(world, request, tool)
}

/** The nearest is one that its author may know of. */
function noTool({world, request}: BuiltinCall['work'], tool: string, about: string): Problem {
  const known = world.catalog.commands.keys().filter((each) => visible(world, request, each))
  return notThere('schedule_no_tool', {tool: about}, tool, known)
}

/** The entry that is there already. */
function entryOf({host}: BuiltinCall, id: string, tool: string): Entry | Answer | undefined {
  try {
    const {entries} = readSchedule(host.paths, host.around.uid)
    return entries.find((entry) => entry.id === id && entry.tool === tool)
  } catch (error) {
    return faulty(error)
  }
}

/** Who starts it decides what becomes of missed runs where nobody said. */
function startedBy({cron, systemd, missed}: Input, there?: Entry): Pick<Entry, 'timer' | 'missed'> {
  const said = systemd === true ? 'systemd' : cron === true ? 'cron' : there?.timer
  const timer = said ?? 'cron'
  const kept = there?.timer === timer ? there.missed : usual[timer]
  return {timer, missed: missed ?? kept}
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
