import {alertRows} from '../../alerts/list.ts'
import {oldBecause, type Old} from '../../alerts/old.ts'
import {readState, type AlertState} from '../../alerts/state.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {machineZone} from '../cron/zone.ts'
import {done, type Host} from '../operation.ts'

/** How every rule stands, as the last evaluation left it, when that was, and why that says little by now. */
export async function list(host: Host, work: Work): Promise<Answer> {
  const {paths, around, now} = host
  const read = readState(paths, around.uid)
  const zone = machineZone()
  if (read !== undefined && 'code' in read) {
    const alerts = alertRows(work.world.config.alerts, undefined, now(), zone)
    return {...done({zone, checked: null, old: null, alerts}), problems: [read]}
  }
  const alerts = alertRows(work.world.config.alerts, read, now(), zone)
  const checked = read === undefined ? null : new Date(read.clock.last).toISOString()
  return done({zone, checked, old: await oldHere(host, work, read), alerts})
}

/** A journal that cannot be read says so elsewhere: what the rules found before that is told all the same. */
async function oldHere(
  {journal, now}: Host,
  {world}: Work,
  state: AlertState | undefined,
): Promise<Old | null> {
  try {
    return oldBecause(world.config.alerts, state, await journal(), now())
  } catch {
    return null
  }
}
