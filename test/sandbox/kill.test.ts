import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {seedOf} from '../soak.ts'
import {needsEngine} from './runs.ts'
import {jobOf} from './jobs.ts'
import {killHosts} from './kill.ts'
import {carrying, endAll} from './machine.ts'

needsEngine('a host that dies', () => {
  test('a host that dies at any moment leaves nothing of the plugin behind', async () => {
    const seed = seedOf(271_828)
    const {phases, left} = await killHosts(60, seed)
    expect(left, `seed ${seed}`).toEqual([])
    expect(
      Math.min(phases.building, phases.running),
      `seed ${seed}: ${JSON.stringify(phases)}`,
    ).toBeGreaterThan(0)
  })

  test('nor does it where there is no sandbox, as long as the plugin stays in its group', async () => {
    const folder = mkdtempSync('/tmp/parrot-kill-')
    const job = jobOf(join(import.meta.dirname, '../fixtures/plugins'), 'ignores_sigterm', {bypass: true})
    const host = spawn(process.execPath, [join(import.meta.dirname, 'host.ts'), folder])
    await once(host.stdout, 'data')
    host.stdin.write(`${JSON.stringify(job)}\n`)
    await until(() => carrying(job.call).some((one) => one.includes(' sleep')))
    expect(carrying(job.call).length).toBeGreaterThan(0)
    host.kill('SIGKILL')
    await until(() => carrying(job.call).length === 0)
    rmSync(folder, {recursive: true})
  })

  test('without the sandbox it does', async () => {
    const {dir, entry, call} = jobOf(join(import.meta.dirname, '../fixtures/plugins'), 'forever')
    const script = `require('node:child_process').spawn(process.argv[1], {stdio: 'inherit', env: {PARROT_CALL_ID: '${call}', PATH: '/usr/bin:/bin'}})`
    const host = spawn(process.execPath, ['-e', script, join(dir, entry)], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    await once(host.stdout, 'data')
    host.kill('SIGKILL')
    await once(host, 'exit')
    expect(carrying(call).length).toBeGreaterThan(0)
    endAll(call)
  })
})

/** What no event tells of: the processes of a host that is gone. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setTimeout(5)
}
