import type {Outcome} from '../../outcomes.ts'
import type {CallResult} from '../request.ts'
import {atStart, iso, sinceOf} from './account.ts'
import type {ClockDeps} from './clock.ts'
import {readSchedule, withSchedule, writeSchedule} from './entries.ts'
import type {Entry} from './entry.ts'
import {lostOf, missedEvent} from './missed-event.ts'

/** Notes that the entry starts now; what it missed before is put on record. Undefined where it is not there any more. */
export async function begin(deps: ClockDeps, id: string): Promise<Entry | undefined> {
  const now = deps.now()
  return change(deps, id, async (entry) => {
    await diedBefore(deps, entry)
    const {due, missed} = atStart(entry, now, deps.zone())
    if (missed !== undefined) await deps.record(missedEvent(deps, entry, missed, 'not_started'))
    const since = iso(Math.max(sinceOf(entry, now), Math.min(Date.parse(due), now)))
    return {...lostOf(entry, missed, 'not_started'), since, running: {due, started: iso(now)}}
  })
}

/** A run that ended without a word: its process was killed, or the machine went off. */
async function diedBefore(deps: ClockDeps, entry: Entry): Promise<void> {
  if (entry.running === undefined) return
  const {due} = entry.running
  await deps.record(missedEvent(deps, entry, {count: 1, first: due, last: due}, 'died'))
}

/** Of calls that started nothing the time is as good as missed. */
const idle: ReadonlySet<Outcome> = new Set<Outcome>([
  'broken',
  'denied',
  'invalid_input',
  'needs_approval',
  'no_sandbox',
  'rate_limited',
  'tampered',
  'unknown',
])

/** Notes how the run ended. */
export async function end(deps: ClockDeps, id: string, {call, outcome}: CallResult): Promise<void> {
  await change(deps, id, async ({running, ...entry}) => {
    const started = running ?? {due: entry.since, started: entry.since}
    const last = {...started, ended: iso(deps.now()), outcome, call}
    if (!idle.has(outcome)) return {...entry, last}
    const missed = {count: 1, first: started.due, last: started.due}
    await deps.record(missedEvent(deps, entry, missed, outcome, call))
    return {...lostOf(entry, missed, outcome), last}
  })
}

/** Notes that the entry was to start while it still ran. */
export async function overlapped(deps: ClockDeps, id: string): Promise<void> {
  await change(deps, id, async (entry) => {
    const now = deps.now()
    const {due} = atStart(entry, now, deps.zone())
    const missed = {count: 1, first: due, last: due}
    await deps.record(missedEvent(deps, entry, missed, 'still_running'))
    const since = iso(Math.max(Date.parse(due), sinceOf(entry, now)))
    return {...lostOf(entry, missed, 'still_running'), since}
  })
}

/** Changes one entry, where it is still there, while nobody else changes any. The changed one. */
async function change(
  deps: ClockDeps,
  id: string,
  edit: (entry: Entry) => Promise<Entry>,
): Promise<Entry | undefined> {
  return withSchedule(deps.paths, async () => {
    const schedule = readSchedule(deps.paths, deps.uid)
    const entry = schedule.entries.find((one) => one.id === id)
    if (entry === undefined) return undefined
    const changed = await edit(entry)
    const entries = schedule.entries.map((one) => (one.id === id ? changed : one))
    if (JSON.stringify(changed) !== JSON.stringify(entry)) writeSchedule(deps.paths, {...schedule, entries})
    return changed
  })
}
