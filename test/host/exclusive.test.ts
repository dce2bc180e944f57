import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {chmodSync, existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import type {Request} from '../../src/host/request.ts'
import {approvePlugin} from '../approve.ts'
import {newHome, put, root} from '../home.ts'
import {needs} from '../needs.ts'

const program = `#!/bin/sh
echo "begin $PARROT_INPUT_UNIT" >> /data/log
for _ in $(seq "$PARROT_INPUT_STEPS"); do sleep 0.1; done
echo "end $PARROT_INPUT_UNIT" >> /data/log
`
const input = {
  type: 'object',
  properties: {unit: {type: 'string', default: 'a'}, steps: {type: 'integer', default: 3}},
}

needs('bwrap', 'apt-get install bubblewrap')('a lock that a manifest names', () => {
  test('lets one call after another, and says who is waited for; without it they meet', async () => {
    for (const [lock, meets] of [
      [{lock: 'archive'}, false],
      [{}, true],
    ] as const) {
      const {ask, log} = await homeWith(lock)
      const told: string[] = []
      const watch = {log: (line: string) => void told.push(line)}
      const results = await Promise.all(['a', 'b', 'c'].map((unit) => ask({unit}, {watch})))
      expect(results.map(({outcome}) => outcome)).toEqual(['ok', 'ok', 'ok'])
      expect(/begin \w\nbegin/.test(log())).toBe(meets)
      const waiting = told.filter((line) => line.includes('waits for keeps by'))
      expect(waiting.length > 0).toBe(!meets)
    }
  })

  test('of an input is a lock for each value of it', async () => {
    const {ask, log} = await homeWith({lock: 'unit:{unit}'})
    await Promise.all([ask({unit: 'a'}), ask({unit: 'a'}), ask({unit: '../b'})])
    expect(log()).not.toMatch(/begin a\nbegin a|begin a\nbegin \.\.\/b\nbegin a/)
    expect(log()).toMatch(/begin \S+\nbegin/)
  })

  test('is free again when the process that held it was killed', async () => {
    const {ask, home, held} = await homeWith({lock: 'archive'})
    const holder = spawn(process.execPath, [join(root, 'bin/dev.js'), 'keeps', '--steps', '600'], {
      env: {PATH: process.env['PATH'], PARROT_HOME: home.home},
      stdio: 'ignore',
    })
    await held()
    const waiting = ask({steps: 1})
    await delay(500)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    expect(await waiting).toMatchObject({outcome: 'ok'})
  })

  test('is waited for as long as the command may run, or until it is taken back; a dry run does not wait', async () => {
    const {ask, held} = await homeWith({lock: 'archive', dryRun: true, limits: {timeout: '4s'}})
    const holding = ask({steps: 600})
    await held()
    const [late, given, dry] = await Promise.all([
      ask({}),
      ask({}, {signal: AbortSignal.timeout(1000)}),
      ask({steps: 1}, {dryRun: true}),
    ])
    expect(given).toMatchObject({outcome: 'cancelled', problems: [{code: 'lock_held'}]})
    expect(dry).toMatchObject({outcome: 'ok'})
    expect(['ok', 'failed']).toContain(late.outcome)
    expect((await holding).outcome).toBe('timed_out')
  })
})

/** A home with one plugin that takes its time; `held` waits until somebody has its lock. */
async function homeWith(fields: object) {
  const home = newHome()
  const folder = join(home.home, 'data/plugins/keeps')
  put(join(folder, 'keeps.sh'), program)
  chmodSync(join(folder, 'keeps.sh'), 0o700)
  const manifest = {name: 'keeps', version: '1.0.0', description: 'Of a test', entrypoint: 'keeps.sh'}
  put(join(folder, 'manifest.json'), {...manifest, permissions: ['keeps:run'], input, ...fields})
  expect(await approvePlugin(home, 'keeps')).toMatchObject({outcome: 'ok'})
  const parrot = await openParrot(home)
  onTestFinished(() => parrot.close())
  const logFile = join(home.home, 'data/plugin-data/keeps/log')
  return {
    home,
    log: () => readFileSync(logFile, 'utf8'),
    held: async () => {
      while (!existsSync(logFile)) await delay(20)
    },
    ask: (values: object, more: Partial<Request> = {}) =>
      parrot.call({
        tool: 'keeps',
        by: parrot.operator,
        door: 'terminal',
        input: async () => ({values: values as Record<string, unknown>}),
        dryRun: false,
        unsandboxed: false,
        signal: new AbortController().signal,
        watch: {},
        ...more,
      }),
  }
}
