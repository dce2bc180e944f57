import {iso, sinceOf, whileAway} from './account.ts'
import type {ClockDeps} from './clock.ts'
import {readSchedule, withSchedule, writeSchedule} from './entries.ts'
import type {Entry} from './entry.ts'
import {lostOf, missedEvent} from './missed-event.ts'
import {whileNoneRuns} from './none-runs.ts'

type Look = {readonly entry: Entry; readonly late?: boolean}

/** What every entry that does not run just now has missed is put on record; gives the names of those to be made up for. */
export async function look(deps: ClockDeps): Promise<readonly string[]> {
  return withSchedule(deps.paths, async () => {
    const schedule = readSchedule(deps.paths, deps.uid)
    const looks: Look[] = []
    for (const entry of schedule.entries) {
      const looked = entry.author.uid === deps.uid ? await lookAt(deps, entry) : undefined
      looks.push(looked ?? {entry})
    }
    const entries = looks.map(({entry}) => entry)
    if (JSON.stringify(entries) !== JSON.stringify(schedule.entries))
      writeSchedule(deps.paths, {...schedule, entries})
    return looks.flatMap(({entry, late}) => (late === true ? [entry.id] : []))
  })
}

/** One that runs looks after itself. */
async function lookAt(deps: ClockDeps, entry: Entry): Promise<Look | undefined> {
  return whileNoneRuns(deps, entry.id, () => judge(deps, entry), -1)
}

async function judge(deps: ClockDeps, {running, ...entry}: Entry): Promise<Look> {
  const now = deps.now()
  const died = running && {count: 1, first: running.due, last: running.due}
  const away = whileAway(entry, now, deps.zone())
  if (died !== undefined) await deps.record(missedEvent(deps, entry, died, 'died'))
  if (away !== undefined) await deps.record(missedEvent(deps, entry, away, 'not_started'))
  const found = away ?? died
  const since = iso(away === undefined ? sinceOf(entry, now) : Date.parse(away.last))
  const looked = {...lostOf(entry, found, away === undefined ? 'died' : 'not_started'), since}
  // systemd makes up for its own.
  return {entry: looked, late: found !== undefined && entry.missed === 'once' && entry.timer === 'cron'}
}
