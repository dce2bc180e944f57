import {problem, says} from '../../text/problem.ts'
import type {Builtin} from '../builtin.ts'
import {managerHere} from './manager-here.ts'
import {rebootNow} from './reboot.ts'
import {countsOf, failed, halfway} from './report.ts'

/** How the machine stands with its packages. What was left half way is a finding. */
export const updateStatus: Builtin = async ({work, host}) => {
  const {signal} = work.request
  const manager = await managerHere()
  if (manager === undefined) return failed(problem('update_no_manager'))
  const pending = await manager.pending(signal)
  const unsettled = (await manager.installed(signal)).filter(({settled}) => !settled)
  if (signal.aborted) return {outcome: 'cancelled', problems: []}
  const broken = 'code' in pending
  const due = broken ? {changes: [], kept: [], listsAt: null} : pending
  const counts = countsOf(due)
  const reboot = await rebootNow(manager)
  const numbers = {...counts, unsettled: unsettled.length}
  const summary = says(problem(reboot.needed ? 'update_status_reboot' : 'update_status', numbers))
  const findings = broken || unsettled.length > 0
  return {
    outcome: findings ? 'findings' : 'ok',
    problems: [...(broken ? [pending] : []), ...halfway(manager, unsettled)],
    output: {
      findings,
      manager: manager.name,
      summary,
      pending: counts.count,
      security: counts.security,
      kept: due.kept,
      listsAt: due.listsAt,
      reboot,
      holder: manager.holder() ?? null,
      unsettled: unsettled.map(({name, version, state}) => ({name, version, state})),
      last: lastOf(await host.journal()),
    },
  }
}

/** The last update that Parrot did here. */
function lastOf(journal: {
  read(filter: object): Iterable<{timestamp: string; payload: Readonly<Record<string, unknown>>}>
}) {
  const [event] = [...journal.read({types: ['SYSTEM_UPDATE_COMPLETED'], limit: 1})]
  if (event === undefined) return null
  const {call, result, plan} = event.payload
  return {at: event.timestamp, call: String(call), result: String(result), plan: String(plan)}
}
