import {rmSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import type {Paths, Surroundings} from '../../config/paths.ts'
import {readSafely} from '../../config/safe-file.ts'
import {confirmed, digestOf, unconfirmed, type Unconfirmed} from '../../config/unconfirmed.ts'
import {alone, replaceFile} from '../../config/update-file.ts'
import type {EventDraft} from '../../events/journal.ts'
import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {done, wrong, type Host} from '../operation.ts'
import {trialOfOthers} from './candidate.ts'
import {changing} from './written.ts'

/** Lets the change that waits stand. */
export async function confirm(host: Host, work: Work): Promise<Answer> {
  const {paths, around} = host
  const result = await changing(paths.config, async () => {
    const change = unconfirmed(paths, around.uid)
    if (change === undefined) return {problems: [problem('config_none_waits')]}
    const problems = await trialOfOthers(host, work)
    if (problems.length > 0) return {problems}
    confirmed(paths)
    return {file: change.file}
  })
  return 'problems' in result ? wrong(...result.problems) : done(result)
}

/** Waits for the end of the time that a change was given and takes it back, if it still waits then. For a process of its own. */
export async function awaitEnd({paths, around, record, now}: Host, work: Work): Promise<Answer> {
  for (;;) {
    const change = unconfirmed(paths, around.uid)
    if (change === undefined || work.request.signal.aborted) return done({reverted: false})
    const left = change.until - now()
    if (left <= 0) break
    // The clock may be set meanwhile.
    await delay(Math.min(left, 1000))
  }
  const event = await revertDue(around, paths, now())
  if (event !== undefined) await record(event)
  return done({reverted: event !== undefined})
}

/** Takes back a change whose time is over; gives what is to be recorded of that. A file that was changed since is left as it is. */
export async function revertDue(
  around: Pick<Surroundings, 'uid'>,
  paths: Paths,
  now: number,
): Promise<EventDraft | undefined> {
  return alone(join(paths.config, 'config'), () => {
    const change = unconfirmed(paths, around.uid)
    if (change === undefined || change.until > now) return undefined
    const found = readSafely(change.file, around.uid)
    const text = found === undefined || 'code' in found ? undefined : found.text
    const ours = digestOf(text) === change.after
    if (ours) putBack(change)
    confirmed(paths)
    return ours ? reverted(change) : undefined
  })
}

function putBack({file, before, mode}: Unconfirmed): void {
  if (before === null) rmSync(file)
  else replaceFile(file, before, mode)
}

function reverted({file, by}: Unconfirmed): EventDraft {
  const correlation_id = process.getBuiltinModule('node:crypto').randomUUID()
  return {event_type: 'CONFIG_REVERTED', payload: {file, who: by}, source: 'config', correlation_id}
}
