import {problem, says} from '../../text/problem.ts'
import type {Builtin} from '../builtin.ts'
import {doingOf} from './doing.ts'
import {managerHere} from './manager-here.ts'
import {needsRoot} from './needs-root.ts'
import {failed} from './report.ts'
import {waitForLock} from './wait-for-lock.ts'

/** Fetches what there is to know of newer versions, so that a plan is one of today. */
export const updateRefresh: Builtin = async (call) => {
  const {work, config} = call
  const {signal, dryRun} = work.request
  const manager = await managerHere()
  if (manager === undefined) return failed(problem('update_no_manager'))
  const output = {manager: manager.name, summary: says(problem('update_refreshed', {manager: manager.name}))}
  if (dryRun)
    return {outcome: 'ok', problems: [], output: {...output, summary: says(problem('update_would_refresh'))}}
  const root = needsRoot('refresh')
  if (root) return root
  const doing = doingOf(call)
  const why =
    (await waitForLock(manager, Number(config['LOCK_SECONDS']), doing)) ?? (await manager.refresh(doing))
  if (signal.aborted) return {outcome: 'cancelled', problems: []}
  return why ? failed(why) : {outcome: 'ok', problems: [], output}
}
