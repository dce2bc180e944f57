import {problem, type Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import {problemOf} from '../answer.ts'
import type {BuiltinCall} from '../builtin.ts'
import {changedEvents} from './changed-events.ts'
import {editSchedule, type Edited} from './edit.ts'
import {iso} from './account.ts'
import {notAllowed} from './not-allowed.ts'
import {scheduleOutput, type LeftOut} from './output.ts'
import {authorOf, wishProblem, withWish, type Wish} from './wish.ts'

/**
 * Puts these entries into the schedule, all of them or none: each has to be one that its role and its author may run today.
 * With `grant` an admin gives its role what that lacks.
 */
export async function putEntries(
  call: BuiltinCall,
  wishes: readonly Wish[],
  grant: boolean,
  leftOut: readonly LeftOut[] = [],
): Promise<Answer> {
  const wrong = wishes.flatMap((wish) => wishProblem(wish) ?? [])
  if (wrong.length > 0) return {outcome: 'invalid_input', problems: wrong}
  const refused = await notAllowed(call, wishes, grant)
  if (refused !== undefined) return refused
  return edited(call, (entries) => together(entries, wishes, call), leftOut)
}

/** Changes the schedule and says what became of it. */
export async function edited(
  {host, work}: BuiltinCall,
  change: Parameters<typeof editSchedule>[1],
  leftOut: readonly LeftOut[] = [],
): Promise<Answer> {
  const {dryRun, watch} = work.request
  let done: Edited
  try {
    done = await editSchedule(host, change, dryRun)
  } catch (error) {
    return faulty(error)
  }
  for (const line of done.diff.split('\n').filter((line) => line !== '')) watch.log?.(line)
  if (!dryRun) for (const event of changedEvents(work, done)) await host.record(event)
  return {outcome: 'ok', problems: [], output: scheduleOutput(done, dryRun, leftOut)}
}

/** What a person can mend is theirs, the rest is Parrot's. */
export function faulty(error: unknown): Answer {
  const about = problemOf(error)
  const theirs = ['schedule_taken', 'schedule_full', 'schedule_id'].includes(about.code)
  return {outcome: theirs ? 'invalid_input' : 'broken', problems: [about]}
}

/** Only a person changes the schedule, whatever a role says. */
export function notAtTerminal({work}: BuiltinCall): Answer | undefined {
  if (work.request.door === 'terminal') return undefined
  return {outcome: 'denied', problems: [problem('schedule_terminal')]}
}

function together(entries: Edited['before'], wishes: readonly Wish[], {host, work}: BuiltinCall) {
  const author = authorOf(work.request.by, host.around.uid, work.request.person)
  const now = iso(host.now())
  return wishes.reduce<Edited['before'] | Problem>(
    (so, wish) => ('code' in so ? so : withWish(so, wish, author, now)),
    entries,
  )
}
