import {evaluateAlerts} from '../../alerts/evaluate.ts'
import {alertRows} from '../../alerts/list.ts'
import {pingDeadmen} from '../../alerts/ping.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {done, type Host} from '../operation.ts'
import {evaluatingHere} from './place.ts'

/**
 * Evaluates every rule now, tells dead-man switches, and says what fires: then the outcome is `findings`. The clock is told that
 * all went well: cron would send by mail, every few minutes, what alerts have said already.
 */
export async function check(host: Host, work: Work): Promise<Answer> {
  const deps = await evaluatingHere(host, work)
  const {state, problems} = await evaluateAlerts(deps)
  if (state === undefined) return {outcome: 'broken', problems}
  const failed = await pingDeadmen({...deps, signal: work.request.signal})
  const rows = alertRows(deps.config, state, deps.now(), deps.zone)
  const firing = rows.filter((row) => row.state === 'firing')
  if (work.request.door === 'clock') return done({findings: false, zone: deps.zone, alerts: []})
  const findings = firing.length > 0 || failed.length > 0
  return {
    outcome: findings ? 'findings' : 'ok',
    problems: [...problems, ...failed],
    output: {findings, zone: deps.zone, alerts: firing},
  }
}
