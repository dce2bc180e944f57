import {problem, says} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {BuiltinCall} from '../builtin.ts'
import {difference} from './difference.ts'
import {judged, told} from './ending.ts'
import {health, worse, type Check} from './health.ts'
import type {Doing, PackageManager, Pending} from './manager.ts'
import {rebootNow} from './reboot.ts'
import {countsOf, failed, planOf, shown} from './report.ts'
import {undo} from './undo.ts'

/** Does what is pending, looks how the machine is then, and takes it back or says how, where it did it no good. */
export async function carryOut(
  manager: PackageManager,
  pending: Pending,
  before: readonly Check[],
  call: BuiltinCall,
  doing: Doing,
): Promise<Answer> {
  const end = await manager.install(pending.changes, doing)
  if (end.end === 'locked') return failed(problem('update_lock_lost', {cause: end.cause}))
  if (end.end === 'set') return otherSet(manager, pending, doing)

  const unsettled = (await manager.installed(unstoppable)).filter(({settled}) => !settled)
  const after = call.config['HEALTH'] === 'gate' ? await health(call.callStep) : []
  const ill = 'code' in after ? [] : worse(before, after)
  const ending = judged(end, unsettled, after, ill, manager.mend)
  const wayBack = ending.harm ? await undo(manager, pending.changes, call, doing) : null
  const result = wayBack?.done === true ? 'rolled_back' : ending.result
  const output = {
    ...planOf(manager, pending),
    summary: says(problem(`update_is_${result}`, countsOf(pending))),
    reboot: await rebootNow(manager),
    result,
    conffiles: end.conffiles,
    unsettled: unsettled.map(({name, version, state}) => ({name, version, state})),
    worse: ill,
    wayBack,
    log: doing.logFile,
  }
  await tell(call, {
    result,
    plan: output.plan,
    packages: pending.changes.map(shown),
    worse: ill.map(({id}) => id),
  })
  const {problems} = ending
  return {outcome: problems.length > 0 ? 'failed' : 'ok', problems: [...problems, ...told(wayBack)], output}
}

/** Once packages are being changed nobody is served by not looking. */
const unstoppable = new AbortController().signal

/** The sources were changed, or another update came first, in the moment between looking and doing. */
async function otherSet(manager: PackageManager, {changes}: Pending, {signal}: Doing): Promise<Answer> {
  const now = await manager.pending(signal)
  return failed('code' in now ? now : difference(changes, now.changes))
}

async function tell({host, work}: BuiltinCall, about: Readonly<Record<string, unknown>>): Promise<void> {
  const {id, request, above} = work
  await host.record({
    event_type: 'SYSTEM_UPDATE_COMPLETED',
    payload: {call: id, plugin: 'system_update', ...about, who: request.by.name, door: request.door},
    source: request.door,
    correlation_id: above?.root ?? id,
  })
}
