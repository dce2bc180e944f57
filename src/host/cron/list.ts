import {problem, says} from '../../text/problem.ts'
import type {Builtin} from '../builtin.ts'
import type {Listed} from '../plugin.ts'
import {visible} from '../visible.ts'
import {iso} from './account.ts'
import {readSchedule} from './entries.ts'
import type {Entry} from './entry.ts'
import {faulty} from './put.ts'
import {timesOf} from './recommended.ts'
import {nextTime} from './times.ts'
import {machineZone} from './zone.ts'

/** The entries, and what plugins that one may know of suggest that is in none of them. */
export const cronList: Builtin = async ({host, work}) => {
  try {
    const zone = machineZone()
    const {entries} = readSchedule(host.paths, host.around.uid)
    const rows = entries.map((entry) => rowOf(entry, host.now(), zone))
    const taken = new Set(entries.map(({tool}) => tool))
    const offered = [...work.world.catalog.plugins.values()]
      .flatMap((plugin) => (plugin.state === 'enabled' ? meant(plugin.commands) : []))
      .filter((tool) => !taken.has(tool) && visible(work.world, work.request, tool))
      .flatMap((tool) => (timesOf(work.world, tool) ?? []).map((at) => ({tool, at})))
    return {
      outcome: 'ok',
      problems: [],
      output: {zone, entries: rows, offered, summary: summary(rows, offered)},
    }
  } catch (error) {
    return faulty(error)
  }
}

/** A manifest suggests times for the plugin: that is its first command that does something, else its first. */
function meant(commands: readonly Listed[]): string[] {
  const does = commands.find(({annotations}) => annotations?.readOnly !== true) ?? commands[0]
  return does === undefined ? [] : [does.tool]
}

/** What else there is, for whoever reads the table. */
function summary(
  rows: readonly unknown[],
  offered: readonly {readonly tool: string; readonly at: string}[],
): string {
  const tools = offered.map(({tool, at}) => `${tool} (${at})`).join(', ')
  const told = [
    ...(rows.length === 0 ? [problem('schedule_empty')] : []),
    ...(offered.length === 0 ? [] : [problem('schedule_offered', {tools})]),
  ]
  return told.map(says).join(' ')
}

function rowOf(
  {id, tool, at, role, author, missed, timer, input, created}: Entry,
  now: number,
  zone: string,
) {
  const next = nextTime(at, now, zone)
  return {
    id,
    tool,
    at,
    next: next === undefined ? null : iso(next),
    next_here: next === undefined ? '' : local(next, zone),
    role,
    author: author.name,
    missed,
    timer,
    input,
    created,
  }
}

/** As the clock on the wall of this machine has it: `Sun 2026-11-29 03:00`. */
export function local(ms: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(ms)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('weekday')} ${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}`
}
