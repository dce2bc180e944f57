import {readPolicyFiles} from '../../config/policy-files.ts'
import type {Policy} from '../../rbac/policy.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {problemOf} from '../answer.ts'
import type {BuiltinCall} from '../builtin.ts'
import type {Edited} from './edit.ts'
import {readSchedule, withSchedule, writeSchedule} from './entries.ts'
import type {Entry} from './entry.ts'
import {notGranted, type Granted} from './granted.ts'
import {heldBy} from './held-by.ts'
import {changeRole, mayChangeRoles} from './role-file.ts'
import {neededBy} from './needed-by.ts'

/** A right that a role was given for entries, and that none of them needs. */
export type Taken = {readonly role: string; readonly right: string}

export type TakenBack = {readonly taken: readonly Taken[]; readonly problems: readonly Problem[]}

type Call = Pick<BuiltinCall, 'host' | 'work'>

/** Takes from roles what they were granted for entries and no entry needs any more; what has to stay, and why, is a problem. A dry run only says it. */
export async function takeBack(call: Call, {after, granted}: Edited): Promise<TakenBack> {
  const {paths, around} = call.host
  if (Object.keys(granted).length === 0) return {taken: [], problems: []}
  if (call.work.request.dryRun) return fromRoles(call, after, granted)
  return withSchedule(paths, async () => {
    const schedule = readSchedule(paths, around.uid)
    const back = await fromRoles(call, schedule.entries, schedule.granted)
    const left = back.taken.reduce((so, {role, right}) => notGranted(so, role, [right]), schedule.granted)
    if (back.taken.length > 0) writeSchedule(paths, {...schedule, granted: left})
    return back
  })
}

/** Takes back what was just given for entries that could not be made. */
export async function ungrant(host: Call['host'], work: Call['work'], given: Granted): Promise<void> {
  if (work.request.dryRun) return
  for (const [role, removed] of Object.entries(given)) await changeRole(host, work, role, {removed})
}

async function fromRoles(call: Call, entries: readonly Entry[], granted: Granted): Promise<TakenBack> {
  const taken: Taken[] = []
  const problems: Problem[] = []
  for (const [role, rights] of Object.entries(granted)) {
    const idle = await idleOf(call, entries, role, rights)
    if (idle.length === 0) continue
    const wrong = (await obstacle(call, role, idle.join(', '))) ?? (await taking(call, role, idle))
    if (wrong === undefined) taken.push(...idle.map((right) => ({role, right})))
    else problems.push(wrong)
  }
  return {taken, problems}
}

/** One after another, since one of them may stand in for another. */
async function idleOf(call: Call, entries: readonly Entry[], role: string, rights: readonly string[]) {
  const idle: string[] = []
  for (const right of rights) if (!(await neededBy(call, entries, role, [...idle, right]))) idle.push(right)
  return idle
}

async function obstacle({host, work}: Call, role: string, rights: string): Promise<Problem | undefined> {
  if (!mayChangeRoles(work)) return problem('schedule_stays', {role, rights})
  const {roles} = await readPolicyFiles(host.around, host.paths, work.world.config)
  const {file} = roles
  return file.endsWith('.json') ? undefined : problem('schedule_stays_file', {role, rights, file})
}

/** Whoever was given the role while this call waited for the schedule has it too. */
function held(
  host: Call['host'],
  policy: Policy,
  role: string,
  {rights, file}: {readonly rights: string; readonly file: string},
) {
  const holder = heldBy(host, policy, role)
  return holder === undefined ? undefined : problem('schedule_stays_held', {role, rights, holder, file})
}

async function taking({host, work}: Call, role: string, removed: readonly string[]) {
  const about = (file: string) => ({rights: removed.join(', '), file})
  try {
    const changed = await changeRole(host, work, role, {removed}, (policy, file) =>
      held(host, policy, role, about(file)),
    )
    return 'code' in changed ? changed : undefined
  } catch (error) {
    return problemOf(error)
  }
}
