import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Builtin, BuiltinCall} from '../builtin.ts'
import {carryOut} from './carry-out.ts'
import {doingOf} from './doing.ts'
import {health, unfit} from './health.ts'
import {listed} from './difference.ts'
import {looked} from './looked.ts'
import type {PackageManager} from './manager.ts'
import {managerHere} from './manager-here.ts'
import {needsRoot} from './needs-root.ts'
import {failed} from './report.ts'
import {waitForLock} from './wait-for-lock.ts'

/** Brings packages to newer versions: exactly the set that a digest names, or with `current` the one of this moment. */
export const updateApply: Builtin = async (call) => {
  const {plan, current} = call.work.values as {readonly plan?: string; readonly current?: boolean}
  if ((plan === undefined) === (current !== true))
    return {outcome: 'invalid_input', problems: [problem('update_which')]}
  const manager = await managerHere()
  if (manager === undefined) return failed(problem('update_no_manager'))
  if (call.work.request.dryRun) return (await looked(manager, call, plan)).answer
  return (
    needsRoot(plan === undefined ? 'apply --current' : `apply --plan ${plan}`) ?? update(manager, call, plan)
  )
}

async function update(manager: PackageManager, call: BuiltinCall, plan?: string): Promise<Answer> {
  const {work, config, callStep} = call
  const {signal} = work.request
  const doing = doingOf(call)
  const wait = () => waitForLock(manager, Number(config['LOCK_SECONDS']), doing)
  const stale = plan === undefined ? ((await wait()) ?? (await manager.refresh(doing))) : undefined
  if (stale) return failed(stale)
  const first = await looked(manager, call, plan)
  if (first.pending === undefined) return first.answer

  const before = config['HEALTH'] === 'gate' ? await health(callStep) : []
  if (signal.aborted) return {outcome: 'cancelled', problems: []}
  if ('code' in before) return failed(before)
  const bad = unfit(before).map(({id, sentence}) => `${id}: ${sentence}`)
  if (bad.length > 0) return failed(problem('update_unfit', {checks: listed(bad)}))

  const locked = await wait()
  if (locked) return failed(locked)
  // Another update may have come first while this one waited.
  const {pending, answer} = await looked(manager, call, plan)
  if (pending === undefined) return answer
  const missing = await manager.download(doing)
  if (signal.aborted) return {outcome: 'cancelled', problems: []}
  if (missing) return failed(missing)
  return carryOut(manager, pending, before, call, doing)
}
