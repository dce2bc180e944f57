import {problem} from '../../text/problem.ts'
import {approves} from '../approves.ts'
import {placesOf} from '../catalog/places.ts'
import {stateNow} from '../catalog/verify-tree.ts'
import type {Host} from '../operation.ts'
import {seen} from '../visible.ts'
import type {Work} from '../walk.ts'
import {namesFor} from '../without-names.ts'
import {check, type Check} from './check.ts'

/** Are they as they were approved? Of those that one may see. */
export async function plugins({around, paths}: Host, work: Work): Promise<Check[]> {
  const {world, request} = work
  const places = placesOf(around, paths)
  const approver = world.problems.length > 0 || approves(world.policy, request.by)
  const all = [...world.catalog.plugins.values()].filter((plugin) => approver || seen(plugin, world, request))
  const states = await Promise.all(all.map((plugin) => stateNow(plugin, places)))
  const enabled = states.filter((state) => state === 'enabled').length
  const modified = all.filter((_, at) => states[at] === 'modified')
  return [
    check('plugins', 'ok', problem('doctor_plugins', {enabled, found: all.length})),
    ...modified.map(({name}) => check('plugins', 'warn', problem('plugin_tampered', {name}))),
    ...(approver ? namesFor(work, world.catalog.problems).map((one) => check('plugins', 'warn', one)) : []),
  ]
}
