import {mkdtempSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {needsEngine} from './runs.ts'
import {createSandbox} from '../../src/sandbox/engine.ts'
import type {Job} from '../../src/sandbox/sandbox.ts'
import {jobOf, type Asked} from './jobs.ts'
import {carrying} from './machine.ts'

const folder = mkdtempSync('/tmp/parrot-callers-')
afterAll(() => rmSync(folder, {recursive: true, force: true}))
const uid = process.getuid?.() ?? 0
const place = {cache: join(folder, 'cache'), run: join(folder, 'run')}
const sandbox = createSandbox({node: process.execPath, uid, env: {}, own: [], ...place})

function marked(plugin: string, asked: Asked = {}): Job {
  const job = jobOf(join(import.meta.dirname, '../fixtures/plugins'), plugin, asked)
  return {...job, env: {PARROT_CALL_ID: job.call}}
}

needsEngine('callers', () => {
  test('a caller that leaves ends the run', async () => {
    const job = marked('forever', {limits: {graceMs: 5000}})
    const leaving = new AbortController()
    const ended = await sandbox.run(job, leaving.signal, {progress: () => leaving.abort()})
    expect(ended).toMatchObject({because: 'cancelled', killed: false, stdout: 'waiting\n'})
    expect(carrying(job.call)).toEqual([])
  })

  test('a caller that has left already gets nothing started', async () => {
    const job = marked('forever')
    expect(await sandbox.run(job, AbortSignal.abort(), {})).toMatchObject({
      because: 'cancelled',
      stdout: '',
      code: null,
    })
    expect(carrying(job.call)).toEqual([])
  })

  test('a caller that leaves at any moment while it starts', async () => {
    for (const moment of Array.from({length: 20}, (_, index) => index)) {
      const job = marked('forever')
      const ended = await sandbox.run(job, AbortSignal.timeout(moment), {})
      expect(ended).toMatchObject({because: 'cancelled'})
      expect(carrying(job.call)).toEqual([])
    }
  })

  test("many at once do not get in each other's way", async () => {
    const jobs = Array.from({length: 24}, (_, index) => {
      const asked = {stdin: `document ${index}`, limits: {pids: 16}}
      return marked(index % 2 === 0 ? 'uses_standard_streams' : 'says_who_it_is', asked)
    })
    const ends = await Promise.all(jobs.map((job) => sandbox.run(job, AbortSignal.timeout(60_000), {})))
    for (const [index, end] of ends.entries()) {
      expect(end).toMatchObject({because: 'exited', code: 0, level: 'enforced'})
      if (index % 2 === 0) expect(end).toMatchObject({stdout: `got document ${index}\n`})
    }
  })
})

test('a large run does not keep a small one from starting what it needs', async () => {
  const large = marked('forks_many', {limits: {pids: 1000, timeoutMs: 60_000, memoryBytes: 2048 * 1024 ** 2}})
  const env = {...large.env, PARROT_INPUT_COUNT: '700', PARROT_INPUT_SECONDS: '1000'}
  const [there, leaving] = [Promise.withResolvers<void>(), new AbortController()]
  const running = sandbox.run({...large, env}, leaving.signal, {progress: () => there.resolve()})
  await there.promise
  const small = marked('forks_many', {limits: {pids: 20, timeoutMs: 10_000}})
  const few = {...small, env: {...small.env, PARROT_INPUT_COUNT: '5'}}
  const ended = await sandbox.run(few, AbortSignal.timeout(60_000), {})
  leaving.abort()
  expect(ended).toMatchObject({because: 'exited', stdout: '5 running\n'})
  expect(await running).toMatchObject({because: 'cancelled'})
})
