import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, onTestFinished} from 'vitest'
import type {CallResult} from '../../../src/host/request.ts'
import {put} from '../../home.ts'
import {boot, calls, startCall, type Machine} from '../machine.ts'
import type {Asked} from '../programs/call.ts'

export type Settings = Readonly<Record<string, unknown>>

/** Fails once it is started; a package of a test does that, to make the machine worse. */
const frail = {'frail.service': '[Service]\nType=oneshot\nExecStart=/bin/false\n'}

// To boot takes longer than most tests. What one test leaves on it, the next one's manager forgets.
let booted: Promise<Machine> | undefined
afterAll(async () => (await booted)?.stop())

/** This machine's system, running for itself and writing to memory; one for all tests of a file, and each with a home of its own. */
export async function system(settings: Settings) {
  const machine = await (booted ??= boot(frail, 'own'))
  const home = mkdtempSync(join(tmpdir(), 'parrot-update-'))
  onTestFinished(() => rmSync(home, {recursive: true, force: true, maxRetries: 10}))
  put(join(home, 'config/config.json'), {plugins: {system_update: settings}})
  const sh = (script: string) => {
    const {status, stdout, stderr} = machine.run(['sh', '-ec', script])
    if (status !== 0) throw new Error(`${script}: ${stdout}${stderr}`)
    return stdout.trim()
  }
  sh(
    'while pgrep -x pacman >/dev/null; do sleep 0.1; done; systemctl reset-failed; pkill -x python3 || true; rm -f /ran /began /ended /fine',
  )

  const ask = (...asked: readonly Asked[]): readonly CallResult[] => calls(machine, home, asked)
  const did = (tool: string, values: Record<string, unknown> = {}, more: Partial<Asked> = {}) => {
    const [result] = ask({tool, values, ...more})
    if (result === undefined || result.outcome === 'broken') throw new Error(JSON.stringify(result?.problems))
    return result
  }
  const plan = () => {
    const {output, problems} = did('system_update_plan')
    if (output === undefined) throw new Error(JSON.stringify(problems))
    return output as {readonly plan: string; readonly changes: readonly {name: string}[]}
  }
  return {machine, home, sh, ask, did, plan, startCall: (asked: Asked) => startCall(machine, home, asked)}
}
