import type {Answer} from '../answer.ts'
import type {BuiltinCall} from '../builtin.ts'
import {difference} from './difference.ts'
import type {PackageManager, Pending} from './manager.ts'
import {recallPlan} from './plans.ts'
import {failed, halfway, planOf} from './report.ts'

/** `pending` is there only where something is to be done, and it is what was asked for. `answer` is how the call ends otherwise, or in a dry run. */
type Looked = {readonly pending?: Pending; readonly answer: Answer}

/** Looks at what an update would do now, and holds it against the digest of what somebody agreed to. */
export async function looked(
  manager: PackageManager,
  {work, host}: BuiltinCall,
  plan: string | undefined,
): Promise<Looked> {
  const {signal} = work.request
  const pending = await manager.pending(signal)
  if (signal.aborted) return {answer: {outcome: 'cancelled', problems: []}}
  if ('code' in pending) return {answer: failed(pending)}
  const output = {...planOf(manager, pending), ...untouched}
  if (plan !== undefined && plan !== output.plan) {
    const why = difference(recallPlan(host.paths, manager.name, plan), pending.changes)
    return {answer: {...failed(why), output}}
  }
  const answer: Answer = {outcome: 'ok', problems: halfway(manager, await manager.installed(signal)), output}
  return pending.changes.length === 0 ? {answer} : {pending, answer}
}

/** Of an update that has done nothing. */
const untouched = {
  result: 'nothing',
  conffiles: [],
  unsettled: [],
  worse: [],
  wayBack: null,
  log: null,
} as const
