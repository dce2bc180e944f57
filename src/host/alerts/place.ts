import type {Evaluating} from '../../alerts/evaluate.ts'
import type {Work} from '../walk.ts'
import {machineZone} from '../cron/zone.ts'
import type {Host} from '../operation.ts'

/** What evaluating needs, out of what an operation is given. */
export async function evaluatingHere(host: Host, {world}: Pick<Work, 'world'>): Promise<Evaluating> {
  const {paths, around, record, now} = host
  const {config, problems} = world
  const journal = await host.journal()
  return {
    paths,
    uid: around.uid,
    config: config.alerts,
    whole: problems.length === 0,
    journal,
    record,
    now,
    zone: machineZone(),
  }
}
