import {notThere} from '../../text/not-there.ts'
import {problem} from '../../text/problem.ts'
import {iso} from './account.ts'
import type {ClockDeps, Refusal} from './clock.ts'
import {readSchedule} from './entries.ts'
import {idForm, type Entry} from './entry.ts'
import {missedEvent} from './missed-event.ts'

/** Why nothing is to be started under this name. Of what is no entry of this user's nothing is kept but that somebody tried. */
export async function refusal(deps: ClockDeps, id: string): Promise<Refusal | undefined> {
  const {entries} = readSchedule(deps.paths, deps.uid)
  const entry = idForm.test(id) ? entries.find((one) => one.id === id) : undefined
  if (entry?.author.uid === deps.uid) return undefined
  const now = iso(deps.now())
  const because = entry === undefined ? 'unknown_entry' : 'foreign_entry'
  const about = {id: id.slice(0, 64), missed: 'skip'} as const
  await deps.record(missedEvent(deps, about, {count: 1, first: now, last: now}, because))
  if (entry === undefined)
    return unknown(
      id,
      entries.filter(({author}) => author.uid === deps.uid),
    )
  const foreign = problem('schedule_foreign', {id, owner: entry.author.uid, uid: deps.uid})
  return {outcome: 'denied', problems: [foreign]}
}

/** `entries`: those that somebody may have meant. */
export function unknown(id: string, entries: readonly Pick<Entry, 'id'>[] = []): Refusal {
  const shown = JSON.stringify(id.slice(0, 64)).slice(1, -1)
  const known = entries.map((entry) => entry.id)
  return {outcome: 'unknown', problems: [notThere('schedule_unknown', {id: shown}, id, known)]}
}
