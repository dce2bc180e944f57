import {rmSync} from 'node:fs'
import {join} from 'node:path'
import type {Paths} from '../../config/paths.ts'
import {readSafely} from '../../config/safe-file.ts'
import {alone, Busy, replaceFile} from '../../config/update-file.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {isEntry, type Entry} from './entry.ts'
import {isGranted, type Granted} from './granted.ts'

/** The schedule as its file has it. `found`: whether there was a crontab before Parrot wrote one. */
export type Schedule = {
  readonly entries: readonly Entry[]
  readonly found?: 'crontab' | 'nothing'
  /** What roles were given for entries. */
  readonly granted: Granted
}

const largest = 8 * 1024 * 1024
const patienceMs = 120_000

export const scheduleFile = ({state}: Pick<Paths, 'state'>) => join(state, 'schedule.json')

/** A problem of the schedule, thrown where there is no other way out; calls answer with it. */
export class ScheduleFault extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

/** The schedule of this home, or a ScheduleFault: entries that cannot be trusted are none, and never a part of them. */
export function readSchedule(paths: Pick<Paths, 'state'>, uid: number): Schedule {
  const file = scheduleFile(paths)
  const found = readSafely(file, uid, largest)
  if (found === undefined) return {entries: [], granted: {}}
  if ('code' in found) throw new ScheduleFault(found)
  return parsed(found.text, file)
}

/** One that says nothing is no file. */
export function writeSchedule(
  paths: Pick<Paths, 'state'>,
  {granted = {}, ...schedule}: Omit<Schedule, 'granted'> & {readonly granted?: Granted},
): void {
  const gave = Object.keys(granted).length > 0
  const said = {version: 1, ...schedule, ...(gave && {granted})}
  if (schedule.entries.length === 0 && !gave) rmSync(scheduleFile(paths), {force: true})
  else replaceFile(scheduleFile(paths), `${JSON.stringify(said, undefined, 2)}\n`)
}

/** Runs `work` while no other process changes this schedule. */
export async function withSchedule<T>(paths: Pick<Paths, 'state'>, work: () => T | Promise<T>): Promise<T> {
  const file = scheduleFile(paths)
  try {
    return await alone(file, work, patienceMs)
  } catch (error) {
    throw error instanceof Busy ? new ScheduleFault(problem('schedule_busy', {file})) : error
  }
}

function parsed(text: string, file: string): Schedule {
  const damaged = new ScheduleFault(problem('schedule_damaged', {file}))
  let value: Partial<Schedule> & {version?: unknown}
  try {
    value = JSON.parse(text) as typeof value
  } catch {
    throw damaged
  }
  const {version, entries, found, granted = {}} = value ?? {}
  const ids = Array.isArray(entries) && entries.every(isEntry) ? entries.map(({id}) => id) : undefined
  if (version !== 1 || ids === undefined || new Set(ids).size !== ids.length) throw damaged
  if (found !== undefined && found !== 'crontab' && found !== 'nothing') throw damaged
  if (!isGranted(granted)) throw damaged
  return {entries: entries ?? [], granted, ...(found === undefined ? {} : {found})}
}
