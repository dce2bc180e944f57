import type {Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import {problemOf} from '../answer.ts'
import type {BuiltinCall} from '../builtin.ts'
import {changedEvents} from './changed-events.ts'
import {editSchedule, type Edited} from './edit.ts'
import {iso} from './account.ts'
import {forget} from './forget.ts'
import type {Granted} from './granted.ts'
import {notAllowed} from './not-allowed.ts'
import {noNotes, scheduleOutput, type Notes} from './output.ts'
import {takeBack, ungrant} from './take-back.ts'
import {diffFor, takenFor, toldOf} from './told.ts'
import {authorOf, wishProblem, withWish, type Wish} from './wish.ts'

/**
 * Puts these entries into the schedule, all of them or none: each has to be one that its role and its author may run today.
 * With `grant` an admin gives its role what that lacks.
 */
export async function putEntries(
  call: BuiltinCall,
  wishes: readonly Wish[],
  grant: boolean,
  notes: Notes = noNotes,
): Promise<Answer> {
  const wrong = wishes.flatMap((wish) => wishProblem(wish) ?? [])
  if (wrong.length > 0) return {outcome: 'invalid_input', problems: wrong}
  const allowed = await notAllowed(call, wishes, grant)
  if ('outcome' in allowed) return allowed
  return edited(call, (entries) => together(entries, wishes, call), notes, allowed.given)
}

/** Changes the schedule, takes back what roles were given for entries that are gone, and says what became of both. */
export async function edited(
  {host, work}: BuiltinCall,
  change: Parameters<typeof editSchedule>[1],
  notes: Notes = noNotes,
  given: Granted = {},
): Promise<Answer> {
  const {dryRun, watch} = work.request
  let done: Edited
  try {
    done = await editSchedule(host, change, dryRun, given)
  } catch (error) {
    await ungrant(host, work, given)
    return faulty(error)
  }
  for (const line of diffFor(work, done.diff)
    .split('\n')
    .filter((line) => line !== ''))
    watch.log?.(line)
  if (!dryRun) await settled(host, work, done)
  const {taken, problems} = await takeBack({host, work}, done)
  const output = scheduleOutput(done, dryRun, notes, {granted: given, taken})
  return {outcome: 'ok', problems, output: toldOf(work, output)}
}

async function settled(host: BuiltinCall['host'], work: BuiltinCall['work'], done: Edited): Promise<void> {
  for (const event of changedEvents(work, done)) await host.record(event)
  const gone = done.before.filter(({id}) => !done.after.some((entry) => entry.id === id))
  for (const {id} of gone) await forget(host.paths, id)
}

const theirs: ReadonlySet<string> = new Set([
  'schedule_taken',
  'schedule_taken_unseen',
  'schedule_full',
  'schedule_id',
  'schedule_gone',
  'schedule_gone_near',
])

/** What a person can mend is theirs, the rest is Parrot's. */
export function faulty(error: unknown): Answer {
  const about = problemOf(error)
  return {outcome: theirs.has(about.code) ? 'invalid_input' : 'broken', problems: [about]}
}

function together(entries: Edited['before'], wishes: readonly Wish[], {host, work}: BuiltinCall) {
  const author = authorOf(work.request.by, host.around.uid, work.request.person)
  const now = iso(host.now())
  return wishes.reduce<Edited['before'] | Problem>((so, wish) => {
    if ('code' in so) return so
    const put = withWish(so, wish, author, now)
    return 'code' in put ? takenFor(work, put) : put
  }, entries)
}
