import {problem, type Problem} from '../../text/problem.ts'
import type {Host} from '../operation.ts'
import {setHome} from '../set-home.ts'
import {partsOf, withOwn, type Parts} from './block.ts'
import {keepCrontab, NoCrontab, readCrontab, writeCrontab} from './crontab.ts'
import {readSchedule, ScheduleFault, withSchedule, writeSchedule, type Schedule} from './entries.ts'
import type {Entry} from './entry.ts'
import {alsoGranted, type Granted} from './granted.ts'
import {linesFor, ownerOf} from './line.ts'
import {difference} from './difference.ts'
import {applyUnits, unitChange, unitLines, type UnitChange} from './systemd.ts'

/** What the schedule is to become; a problem where it may not. Called with the schedule as it is, while nobody else changes it. */
export type Change = (entries: readonly Entry[]) => readonly Entry[] | readonly Problem[] | Problem

type Here = Pick<Host, 'around' | 'paths'>

export type Edited = {
  readonly before: readonly Entry[]
  readonly after: readonly Entry[]
  /** The crontab, before and after, as a unified difference, then the units that change; empty where all stays as it is. */
  readonly diff: string
  readonly kept?: string
  /** What roles were given for entries, those of now and those that are gone. */
  readonly granted: Granted
}

/**
 * Changes the schedule and, with it, this user's crontab: both or, where the crontab cannot be written, neither. A dry run
 * only says what would come of it. `given` are the rights that roles got for this. Rejects with a ScheduleFault.
 */
export async function editSchedule(
  host: Here,
  change: Change,
  dryRun: boolean,
  given: Granted = {},
): Promise<Edited> {
  // Nothing was given then, so nothing of it could be taken back.
  if (dryRun) return (await planned(host, change, {}, false)).edited
  return withSchedule(host.paths, async () => {
    const plan = await planned(host, change, given, true)
    const {schedule, next, edited} = plan
    if (!same(schedule, next)) writeSchedule(host.paths, next)
    try {
      await applyUnits(host, plan.units)
      return plan.crontab === plan.text ? edited : {...edited, kept: await replaced(host, plan)}
    } catch (error) {
      if (!same(schedule, next)) writeSchedule(host.paths, schedule)
      throw error
    }
  })
}

async function replaced(host: Here, {crontab, text, schedule}: Plan): Promise<string> {
  try {
    const kept = keepCrontab(host.paths, crontab ?? '')
    await writeCrontab(host.paths, text)
    return kept
  } catch (error) {
    await applyUnits(host, unitChange(host, schedule.entries))
    throw error
  }
}

type Plan = {
  readonly schedule: Schedule
  readonly next: Schedule
  readonly crontab: string | undefined
  /** Undefined: there is to be none. */
  readonly text: string | undefined
  readonly units: UnitChange
  readonly edited: Edited
}

async function planned(host: Here, change: Change, given: Granted, isDone: boolean): Promise<Plan> {
  const schedule = readSchedule(host.paths, host.around.uid)
  const granted = Object.entries(given).reduce(
    (so, [role, rights]) => alsoGranted(so, role, rights),
    schedule.granted,
  )
  const after = entriesOf(change(schedule.entries))
  const crontab = await crontabFor(schedule.entries, after)
  const parts = checked(host, crontab ?? '')
  const text = textFor(host, parts, after, schedule, crontab)
  const found = schedule.found ?? (crontab === undefined ? 'nothing' : 'crontab')
  const next = {entries: after, granted, ...(after.length > 0 && {found})}
  const units = unitChange(host, after)
  const lines = unitLines(host, units).map((line) => `${line}\n`)
  const diff = difference(crontab ?? '', text ?? '', isDone) + lines.join('')
  return {schedule, next, crontab, text, units, edited: {before: schedule.entries, after, diff, granted}}
}

/** Where there is no crontab(1), nothing is in a crontab; whoever has all in systemd need not have one. */
async function crontabFor(before: readonly Entry[], after: readonly Entry[]): Promise<string | undefined> {
  try {
    return await readCrontab()
  } catch (error) {
    if (error instanceof NoCrontab && [...before, ...after].every(({timer}) => timer !== 'cron'))
      return undefined
    throw error
  }
}

/** The block of another home of this user is nobody's to rewrite but that home's. */
function checked({around, paths}: Here, crontab: string): Parts {
  const parts = partsOf(crontab)
  if ('code' in parts) throw new ScheduleFault(parts)
  const owner = utf8(ownerOf(parts.own ?? []))
  if (owner !== undefined && owner !== paths.state)
    throw new ScheduleFault(
      problem('crontab_other', {owner, own: paths.state, home: setHome(owner, around.env)}),
    )
  return parts
}

function entriesOf(changed: ReturnType<Change>): readonly Entry[] {
  const [first] = [changed].flat() as readonly (Entry | Problem)[]
  if (first !== undefined && 'code' in first) throw new ScheduleFault(first)
  return changed as readonly Entry[]
}

/** Where there was no crontab before and nobody wrote into it since, there is to be none again. */
function textFor(host: Here, parts: Parts, entries: readonly Entry[], {found}: Schedule, crontab?: string) {
  const lines = linesFor(host, entries)
  if ('code' in lines) throw new ScheduleFault(lines)
  const text = withOwn(parts, lines.map(bytes))
  const gone = text === '' && (crontab === undefined || found === 'nothing')
  return gone ? undefined : text
}

const same = (a: Schedule, b: Schedule) => JSON.stringify(a) === JSON.stringify(b)

const bytes = (text: string) => Buffer.from(text).toString('latin1')

const utf8 = (text: string | undefined) => text && Buffer.from(text, 'latin1').toString('utf8')
