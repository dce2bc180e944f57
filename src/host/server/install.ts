import {existsSync, rmSync} from 'node:fs'
import {dirname} from 'node:path'
import {replaceFile} from '../../config/update-file.ts'
import {makeFolders} from '../../events/make-folders.ts'
import {problem, says, type Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Builtin, BuiltinCall} from '../builtin.ts'
import {lastLine, runProgram} from '../system-program.ts'
import {ask} from './ask.ts'
import {libc} from './libc.ts'
import {machineObstacle} from './machine-obstacle.ts'
import {accountFile, machineServer} from './machine-units.ts'
import {otherServer} from './other.ts'
import {contentOf, filesOf, planOf, type Plan} from './plan.ts'
import {whereServer} from './running.ts'
import {systemctl} from './systemctl.ts'

/** Puts the units into place and has systemd start them; without `yes` it shows them and does nothing. */
export const serverInstall: Builtin = async (call) => {
  const {work} = call
  if (libc() === undefined) return failed(problem('server_no_notify'))
  const plan = planOf(call)
  const {units, isOurs} = plan
  const foreign = [...units.keys()].find((file) => existsSync(file) && !isOurs(file))
  if (foreign !== undefined) return failed(problem('server_foreign', {file: foreign}))
  const changed = [...units].some(([file, text]) => contentOf(file) !== text)
  if (changed) show(plan, work.request.watch)
  if (work.request.dryRun || work.values['yes'] !== true || !changed) return shown(plan, changed)
  return install(call, plan)
}

const failed = (about: Problem): Answer => ({outcome: 'failed', problems: [about]})

/** Every line of it, before anything is done. */
function show({units}: Plan, {log}: BuiltinCall['work']['request']['watch']): void {
  for (const [file, text] of units)
    for (const line of [`+++ ${file}`, ...text.trimEnd().split('\n')]) log?.(line)
}

function shown({units, machine}: Plan, would: boolean): Answer {
  const code = machine ? 'server_machine_would' : 'server_install_would'
  const summary = says(problem(would ? code : 'server_install_same'))
  return {outcome: 'ok', problems: [], output: {changed: false, ...filesOf(units), summary}}
}

/** All of them with systemd's agreement, or none. */
async function install(call: BuiltinCall, plan: Plan): Promise<Answer> {
  const {units, machine} = plan
  const before = new Map([...units.keys()].map((file) => [file, contentOf(file)]))
  const obstacle = await obstacleTo(call, plan, before)
  if (obstacle !== undefined) return failed(obstacle)
  for (const [file, text] of units) {
    makeFolders(dirname(file), 0o755)
    replaceFile(file, text, 0o644)
  }
  const wrong = await begin(call, plan)
  if (wrong === undefined) {
    const summary = says(problem(machine ? 'server_machine_installed' : 'server_installed'))
    return {outcome: 'ok', problems: [], output: {changed: true, ...filesOf(units), summary}}
  }
  await takeBack(call, plan, before)
  if (!machine || wrong.code !== 'server_systemctl') return failed(wrong)
  const {account, home} = machineServer
  return failed(problem('server_machine_systemctl', {cause: wrong.params['cause'] ?? '', account, home}))
}

type Before = ReadonlyMap<string, string | undefined>

async function obstacleTo(
  {host, work}: BuiltinCall,
  {machine}: Plan,
  before: Before,
): Promise<Problem | undefined> {
  if (machine) return machineObstacle(host, isFresh(before), work.request.signal)
  const other = await otherServer(host)
  if (other !== undefined) return other
  const byHand = await ask(whereServer(host.paths, host.around.uid).place, host.around.uid, 'status')
  return typeof byHand === 'object' && !byHand.unit ? problem('server_by_hand', {pid: byHand.pid}) : undefined
}

const isFresh = (before: Before) => [...before.values()].every((text) => text === undefined)

async function begin({host, work}: BuiltinCall, {names, machine}: Plan): Promise<Problem | undefined> {
  const {signal} = work.request
  return (
    (machine ? await account(signal) : undefined) ??
    (await systemctl(host, ['daemon-reload'], signal)) ??
    (await systemctl(host, ['enable', ...names], signal)) ??
    systemctl(host, ['restart', ...names], signal)
  )
}

/** One that is there already stays as it is. */
async function account(signal: AbortSignal): Promise<Problem | undefined> {
  const {ok, stderr} = await runProgram('systemd-sysusers', [accountFile], {signal})
  const {account: name} = machineServer
  return ok ? undefined : problem('server_no_account', {account: name, cause: lastLine(stderr)})
}

async function takeBack({host}: BuiltinCall, {names}: Plan, before: Before): Promise<void> {
  const signal = AbortSignal.timeout(60_000)
  // One whose stop fails is not to start again with the machine.
  if (isFresh(before)) for (const verb of ['stop', 'disable']) await systemctl(host, [verb, ...names], signal)
  for (const [file, text] of before) {
    if (text === undefined) rmSync(file, {force: true})
    else replaceFile(file, text, 0o644)
  }
  await systemctl(host, ['daemon-reload'], signal)
}
