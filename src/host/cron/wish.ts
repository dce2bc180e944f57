import {isSchedule, scheduleWanted} from '../../manifest/schedule.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Principal} from '../../rbac/decision.ts'
import {idForm, type Entry, type MissedPolicy, type Timer} from './entry.ts'
import type {Person} from '../request.ts'
import {comes} from './times.ts'

/** An entry as somebody wants it. */
export type Wish = {
  readonly id: string
  readonly tool: string
  readonly at: string
  readonly input: Readonly<Record<string, unknown>>
  readonly role: string
  readonly missed: MissedPolicy
  readonly timer: Timer
}

/** What becomes of missed runs where nobody says: systemd catches up by itself, cron does not. */
export const usual: Readonly<Record<Timer, MissedPolicy>> = {cron: 'skip', systemd: 'once'}

/** More would be a mistake of a script, and every one of them is read at every run. */
export const mostEntries = 1000

/** What is wrong with the wish by itself. */
export function wishProblem({id, at}: Wish): Problem | undefined {
  if (!idForm.test(id)) return problem('schedule_id', {id: JSON.stringify(id.slice(0, 80)).slice(1, -1)})
  if (!isSchedule(at))
    return problem('schedule_at', {at: JSON.stringify(at.slice(0, 80)).slice(1, -1), want: scheduleWanted})
  return comes(at) ? undefined : problem('schedule_never', {at})
}

/** The entries with this one as wished. One that is as wished already stays as it is, with whoever made it. */
export function withWish(
  entries: readonly Entry[],
  wish: Wish,
  author: Entry['author'],
  now: string,
): readonly Entry[] | Problem {
  const there = entries.find(({id}) => id === wish.id)
  if (there === undefined) {
    if (entries.length >= mostEntries) return problem('schedule_full', {most: mostEntries})
    return [...entries, {...wish, author, created: now, since: now}]
  }
  if (there.tool !== wish.tool) return problem('schedule_taken', {id: wish.id, tool: there.tool})
  if (granted(there, wish, author)) return entries
  const changed = {...there, ...wish, author, since: there.at === wish.at ? there.since : now}
  return entries.map((entry) => (entry === there ? changed : entry))
}

function granted(entry: Entry, wish: Wish, author: Entry['author']): boolean {
  const keys = ['at', 'role', 'missed', 'timer'] as const
  return (
    entry.author.uid === author.uid &&
    entry.author.person?.uid === author.person?.uid &&
    keys.every((key) => entry[key] === wish[key]) &&
    JSON.stringify(entry.input) === JSON.stringify(wish.input)
  )
}

export const authorOf = ({name}: Principal, uid: number, person?: Person): Entry['author'] => ({
  name,
  uid,
  ...(person && {person}),
})
