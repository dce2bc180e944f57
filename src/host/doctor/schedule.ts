import {problem} from '../../text/problem.ts'
import {knowsSchedule} from '../approves.ts'
import {noDaemon} from '../cron/daemon.ts'
import {readSchedule} from '../cron/entries.ts'
import type {Host} from '../operation.ts'
import type {Work} from '../walk.ts'
import {check, type Check} from './check.ts'

/** Does a cron start the entries in the crontab? Nothing is said where there are none, and to whoever may not know of them. */
export function schedule({paths, around}: Host, {world, request}: Work): Check[] {
  if (!knowsSchedule(world.policy, request.by)) return []
  const entries = readSchedule(paths, around.uid).entries.filter(({timer}) => timer === 'cron')
  if (entries.length === 0) return []
  const fault = noDaemon(entries)
  return [
    fault === undefined
      ? check('schedule', 'ok', problem('doctor_schedule', {count: entries.length}))
      : check('schedule', 'fail', fault),
  ]
}
