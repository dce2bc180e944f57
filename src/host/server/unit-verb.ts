import {join} from 'node:path'
import {readSafely} from '../../config/safe-file.ts'
import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {BuiltinCall} from '../builtin.ts'
import {ask} from './ask.ts'
import {serverChanged} from './changed.ts'
import {systemctl} from './systemctl.ts'
import {markOf, unitFolder, unitName, unitPlace, type Here} from './unit.ts'

/** The path of this home's service, where it was installed. */
export function unitOf(here: Here): string | undefined {
  const file = join(unitFolder(here), unitName)
  const found = readSafely(file, here.around.uid)
  const ours = found !== undefined && !('code' in found) && found.text.startsWith(`${markOf(here)}\n`)
  return ours ? file : undefined
}

/** Has systemd start or restart the server that it keeps, and says what that says of itself. */
export async function unitVerb({host, work}: BuiltinCall, verb: 'start' | 'restart'): Promise<Answer> {
  const wrong = await systemctl(host, [verb, unitName], work.request.signal)
  if (wrong !== undefined) return {outcome: 'failed', problems: [wrong]}
  const report = await ask(unitPlace(host), host.around.uid, 'status')
  if (typeof report !== 'object') return {outcome: 'failed', problems: [problem('server_silent')]}
  return {outcome: 'ok', problems: [], output: serverChanged(true, report)}
}
