import type {Entry, Lost} from './entry.ts'
import {lastTime, timesBetween} from './times.ts'

/** Times of an entry that passed without a run of it. */
export type Missed = Omit<Lost, 'because'>

/** So long may a machine take to start what is due; what has not started by then will not. */
export const graceMs = 5 * 60_000

/** What is missed at the start of a run, and the time that the run is for; that is now, where none is left over. */
export function atStart(
  entry: Entry,
  now: number,
  zone: string,
): {readonly due: string; readonly missed?: Missed} {
  const since = sinceOf(entry, now)
  const due = lastTime(entry.at, now, zone)
  if (due === undefined || due <= since) return {due: iso(now)}
  const missed = missedIn(timesBetween(entry.at, since, due - 1, zone))
  return {due: iso(due), ...(missed && {missed})}
}

/** What is missed when nobody starts it; the last few minutes are not judged yet. */
export function whileAway(entry: Entry, now: number, zone: string): Missed | undefined {
  const since = sinceOf(entry, now)
  return missedIn(timesBetween(entry.at, since, now - graceMs, zone))
}

/** A clock that was set back leaves nothing to be missed: what is not accounted for begins now. */
export function sinceOf({since}: Pick<Entry, 'since'>, now: number): number {
  return Math.min(Date.parse(since), now)
}

function missedIn(times: readonly number[]): Missed | undefined {
  const [first] = times
  const last = times.at(-1)
  if (first === undefined || last === undefined) return undefined
  return {count: times.length, first: iso(first), last: iso(last)}
}

export const iso = (ms: number) => new Date(ms).toISOString()
