import {problem} from '../../text/problem.ts'
import type {Host} from '../operation.ts'
import {check, type Check} from './check.ts'

/** Nothing is said where nobody is to be told of anything. */
export async function delivery(host: Host): Promise<Check[]> {
  const rows = await (await host.delivery()).list()
  if (rows.length === 0) return []
  const failing = rows.filter(({failures}) => failures > 0)
  const dead = rows.reduce((sum, row) => sum + row.dead, 0)
  return [
    check('delivery', 'ok', problem('doctor_delivery', {count: rows.length})),
    ...failing.map(({name, failures, lastError}) =>
      check('delivery', 'warn', problem('doctor_delivery_failing', {name, failures, error: lastError ?? ''})),
    ),
    ...(dead > 0 ? [check('delivery', 'warn', problem('doctor_delivery_dead', {count: dead}))] : []),
  ]
}
