import {problem, says} from '../../text/problem.ts'
import type {Decision} from '../../rbac/decision.ts'
import type {Builtin} from '../builtin.ts'
import type {Work} from '../walk.ts'
import {iso, whileAway} from './account.ts'
import {noDaemon} from './daemon.ts'
import {editSchedule} from './edit.ts'
import type {Entry} from './entry.ts'
import {local} from './list.ts'
import {faulty} from './put.ts'
import {rightsOf} from './rights.ts'
import {nextTime} from './times.ts'
import {machineZone} from './zone.ts'

/** How every entry fares, whether the crontab is as the schedule says, and whether a cron runs at all. */
export const cronStatus: Builtin = async ({host, work}) => {
  try {
    const zone = machineZone()
    const {before, diff} = await editSchedule(host, (entries) => entries, true)
    const entries = await Promise.all(
      before.map(async (entry) => rowOf(entry, host.now(), zone, await refusedNow(work, entry))),
    )
    const idle = noDaemon(before)
    const findings = diff !== '' || idle !== undefined || entries.some(({status}) => status !== 'ok')
    const problems = [...(diff === '' ? [] : [problem('crontab_differs')]), ...(idle ? [idle] : [])]
    const summary = entries.length === 0 ? says(problem('schedule_empty')) : ''
    const about = {findings, zone, cron_runs: idle === undefined, crontab_as_scheduled: diff === ''}
    return {outcome: findings ? 'findings' : 'ok', problems, output: {...about, entries, summary}}
  } catch (error) {
    return faulty(error)
  }
}

function rowOf(entry: Entry, now: number, zone: string, refused: string) {
  const {id, tool, at, last, lost, running} = entry
  const next = nextTime(at, now, zone)
  const away = whileAway(entry, now, zone)
  const missed = away === undefined ? lostSince(entry) : {...away, because: 'not_started'}
  const badly = last !== undefined && last.outcome !== 'ok' && last.outcome !== 'findings'
  return {
    id,
    tool,
    at,
    status: missed !== undefined || badly || refused !== '' ? ('warning' as const) : ('ok' as const),
    running: running !== undefined,
    last: last ?? null,
    last_here: last === undefined ? '' : `${local(Date.parse(last.started), zone)} ${last.outcome}`,
    next: next === undefined ? null : iso(next),
    next_here: next === undefined ? '' : local(next, zone),
    missed: missed ?? lost ?? null,
    sentence: [refused, missed === undefined ? '' : sentence(missed, zone)]
      .filter((one) => one !== '')
      .join('; '),
  }
}

/** Why the entry would not run as things are now; empty where it would. */
async function refusedNow({world, request: {by}}: Work, {tool, input, role}: Entry): Promise<string> {
  const rights = await rightsOf({world, tool, input, role, author: by})
  if ('problems' in rights) return rights.problems.slice(0, 1).map(says).join('')
  const lacks = (who: string, [first]: readonly Decision[]) =>
    first === undefined ? '' : says(problem('schedule_lacks', {who, right: first.permission}))
  return lacks(`role "${role}"`, rights.role) || lacks(by.name, rights.author)
}

/** What was missed before the last run that went its way is over. */
function lostSince({lost, last}: Entry): Entry['lost'] {
  if (lost === undefined || last === undefined) return lost
  return Date.parse(lost.last) >= Date.parse(last.due) ? lost : undefined
}

function sentence({count, last, because}: NonNullable<Entry['lost']>, zone: string): string {
  const params = {count, because, last: local(Date.parse(last), zone)}
  return says(problem(count >= 1000 ? 'schedule_missed_many' : 'schedule_missed', params))
}
