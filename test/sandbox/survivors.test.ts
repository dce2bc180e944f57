import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {needsEngine} from './runs.ts'
import {createSandbox} from '../../src/sandbox/engine.ts'
import {identify} from '../../src/sandbox/process.ts'
import {bootId, isAlive, reapSurvivors} from '../../src/sandbox/survivors.ts'
import {straceHere} from '../../src/sandbox/tracer.ts'
import {jobOf} from './jobs.ts'
import {carrying} from './machine.ts'

const folder = mkdtempSync('/tmp/parrot-survivors-')
afterAll(() => rmSync(folder, {recursive: true, force: true}))

needsEngine('survivors', () => {
  // A tracer stands between the process that is recorded and the sandbox.
  const tracers = straceHere() === undefined ? [] : [{program: straceHere() ?? '', line: () => {}}]
  test.each([undefined, ...tracers])(
    'a run that is still there is ended by what was recorded of it',
    async (tracer) => {
      const data = mkdtempSync(join(folder, 'data-'))
      const job = jobOf(join(import.meta.dirname, '../fixtures/plugins'), 'forever', {data})
      const started = Promise.withResolvers<{pid: number; startTime: string}>()
      const waiting = Promise.withResolvers<void>()
      const uid = process.getuid?.() ?? 0
      const place = {cache: join(folder, 'cache'), run: join(folder, 'run')}
      const sandbox = createSandbox({
        node: process.execPath,
        uid,
        env: {},
        own: [],
        ...place,
        ...(tracer && {tracer}),
      })
      const running = sandbox.run({...job, env: {PARROT_CALL_ID: job.call}}, AbortSignal.timeout(60_000), {
        started: started.resolve,
        progress: () => waiting.resolve(),
      })
      const record = {...(await started.promise), bootId: bootId()}
      await waiting.promise
      expect(carrying(job.call).length).toBeGreaterThan(3)
      const others = [
        {...record, startTime: '1'},
        {...record, bootId: 'another'},
      ]
      expect(await reapSurvivors(others)).toEqual([])
      expect(isAlive(record)).toBe(true)

      // Nobody in there hears the end of the lifeline any more.
      const inside = carrying(job.call).filter((line) => / (?:bash|sleep|forever)/.test(line))
      for (const line of inside) process.kill(Number(line.split(' ')[0]), 'SIGSTOP')
      expect(await reapSurvivors([...others, record])).toEqual([record])
      expect(isAlive(record)).toBe(false)
      // A plugin whose tracer goes first may still see its next call fail, and end by itself.
      const end = tracer === undefined ? {code: null, signal: 'SIGKILL'} : {}
      expect(await running).toMatchObject({because: 'exited', ...end})
      expect(carrying(job.call)).toEqual([])
    },
  )

  test('a process that got the number of one that is gone is left alone', async () => {
    const stranger = spawn('sleep', ['1000'])
    await once(stranger, 'spawn')
    const now = identify(stranger.pid ?? 0)
    if (now === undefined) throw new Error('It is not there')
    const record = {...now, startTime: String(Number(now.startTime) - 1), bootId: bootId()}
    expect(await reapSurvivors([record])).toEqual([])
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull()
    stranger.kill('SIGKILL')
    await once(stranger, 'exit')
    expect(isAlive({...now, bootId: bootId()})).toBe(false)
  })
})
