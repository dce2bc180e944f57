import {rmSync} from 'node:fs'
import {problem, says} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Builtin, BuiltinCall} from '../builtin.ts'
import {machineServer} from './machine-units.ts'
import {filesOf, planOf, type Plan} from './plan.ts'
import {systemctl} from './systemctl.ts'

/** Takes the units away again; systemd ends what they started first. What the server has kept stays. */
export const serverUninstall: Builtin = async (call) => {
  const {host, work} = call
  const {units, isOurs, ...plan} = planOf(call)
  const ours = new Map([...units].filter(([file]) => isOurs(file)))
  if (ours.size === 0) return said(ours, false, 'server_none_installed')
  if (work.request.dryRun)
    return said(ours, false, plan.machine ? 'server_machine_gone_would' : 'server_uninstall_would')
  if (plan.machine && host.around.uid !== 0)
    return {outcome: 'failed', problems: [problem('server_machine_root')]}
  return uninstall(call, {...plan, units: ours})
}

async function uninstall(
  {host, work}: BuiltinCall,
  {units, names, machine}: Omit<Plan, 'isOurs'>,
): Promise<Answer> {
  const {signal} = work.request
  // Not `disable --now`, which does neither where systemd does not run, as in an image that is being made.
  const wrong =
    (await systemctl(host, ['stop', ...names], signal)) ??
    (await systemctl(host, ['disable', ...names], signal))
  if (wrong !== undefined) return {outcome: 'failed', problems: [wrong]}
  // Its socket would have people told for ever that the server does not answer.
  const left = machine ? await systemctl(host, ['clean', '--what=runtime', ...names], signal) : undefined
  for (const file of units.keys()) rmSync(file)
  const after = await systemctl(host, ['daemon-reload'], signal)
  // One that failed would be listed as failed ever after; of one that did not systemd does not know any more.
  await systemctl(host, ['reset-failed', ...names], signal)
  const {problems, ...answer} = said(units, true, machine ? 'server_machine_gone' : 'server_uninstalled')
  return {...answer, problems: [...problems, ...[left, after].filter((one) => one !== undefined)]}
}

type Summary =
  | 'server_none_installed'
  | 'server_uninstall_would'
  | 'server_uninstalled'
  | 'server_machine_gone_would'
  | 'server_machine_gone'

function said(units: Plan['units'], changed: boolean, code: Summary): Answer {
  const {home, account} = machineServer
  const summary = says(problem(code, {home, account}))
  return {outcome: 'ok', problems: [], output: {changed, ...filesOf(units), summary}}
}
