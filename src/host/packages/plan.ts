import {problem} from '../../text/problem.ts'
import type {Builtin} from '../builtin.ts'
import {managerHere} from './manager-here.ts'
import {rememberPlan} from './plans.ts'
import {failed, halfway, planOf} from './report.ts'

/** What an update would do now, and the digest that names just that. Fetches and changes nothing. */
export const updatePlan: Builtin = async ({work, host}) => {
  const {signal} = work.request
  const manager = await managerHere()
  if (manager === undefined) return failed(problem('update_no_manager'))
  const pending = await manager.pending(signal)
  if (signal.aborted) return {outcome: 'cancelled', problems: []}
  if ('code' in pending) return failed(pending)
  const output = planOf(manager, pending, await manager.bytesToFetch(signal))
  await rememberPlan(host.paths, output.plan, output.changes)
  return {outcome: 'ok', problems: halfway(manager, await manager.installed(signal)), output}
}
