import {evaluateAlerts} from '../alerts/evaluate.ts'
import {pingDeadmen} from '../alerts/ping.ts'
import {machineZone} from '../host/cron/zone.ts'
import type {DeliveryDeps} from './deps.ts'

/**
 * Holds what happened against the rules, so that what people have to be told of is on record before it is delivered. Gives what kept it
 * from that, which is to keep nobody from being told the rest.
 */
export async function watchAlerts(
  {paths, around, world, record, now, journal}: DeliveryDeps,
  signal: AbortSignal,
): Promise<{readonly fault?: unknown}> {
  try {
    const {config, problems} = world()
    const about = {paths, uid: around.uid, config: config.alerts, record, now}
    const whole = problems.length === 0
    await evaluateAlerts({...about, whole, journal: await journal(), zone: machineZone()})
    await pingDeadmen({...about, signal})
    return {}
  } catch (fault) {
    return {fault}
  }
}
